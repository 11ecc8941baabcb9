package io.rafka.command;

import io.rafka.command.access.User;
import io.rafka.command.statistics.CommandLog;
import io.rafka.command.table.CommandRow;
import io.rafka.command.table.CommandRow.Trait;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.resp.RespVersion;
import io.rafka.session.CommandExecutor;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its command, by way of the refusals in Redis' order. */
public final class CommandDispatcher implements CommandExecutor {
    private static final Logger LOGGER = LoggerFactory.getLogger(CommandDispatcher.class);
    private static final String BLOCKING = "blocking";

    private final CommandTable table;
    private final MonitorFeed monitors;
    private final Authentication authentication;
    private final Pause pause;
    private final CommandLog log;

    /** @param log is told of every command */
    public CommandDispatcher(
            CommandTable table, MonitorFeed monitors, Authentication authentication, Pause pause, CommandLog log) {
        this.table = table;
        this.monitors = monitors;
        this.authentication = authentication;
        this.pause = pause;
        this.log = log;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) {
        CommandSpec spec = find(session, request, reply);
        if (spec == null) {
            log.unknown(session, reply);
            return;
        }
        CommandRow row = spec.row();
        if (isLeft(session, row)) {
            return;
        }
        CommandException refusal = refusal(session, spec, request);
        if (refusal != null) {
            refuse(session, spec, refusal, reply);
        } else if (pause.holds(row)) {
            new Postponed(session, spec, request).hold();
        } else {
            execute(session, spec, request, reply);
        }
    }

    private void refuse(Session session, CommandSpec spec, CommandException refusal, ReplyWriter reply) {
        reply.error(refusal.line());
        log.refused(spec.number(), spec.row(), session, reply);
    }

    /** A pause may be there for a change of what users may do: it holds for what has waited, too. */
    private void executeIfStillAllowed(Session session, CommandSpec spec, Request request, ReplyWriter reply) {
        CommandException refusal = refusal(session, spec, request);
        if (refusal == null) {
            execute(session, spec, request, reply);
        } else {
            refuse(session, spec, refusal, reply);
        }
    }

    /** The client has closed, and left a command that does nothing for others. */
    private static boolean isLeft(Session session, CommandRow row) {
        return session.isClosed() && !row.traits().contains(Trait.EXECUTED_AFTER_CLOSE);
    }

    /** The command or subcommand; null if there is none, which the reply then says. */
    private @Nullable CommandSpec find(Session session, Request request, ReplyWriter reply) {
        CommandSpec spec = table.find(request.name());
        if (spec == null) {
            unknown(session, request, reply);
            return null;
        }
        NameIndex subcommands = spec.subcommands();
        if (subcommands == null || request.arguments() == 0) {
            return spec;
        }
        CommandSpec subcommand = subcommands.find(request.argument(0));
        if (subcommand == null) {
            reply.error(
                    RedisErrors.unknownSubcommand(spec.name(), request.text(0)).line());
        }
        return subcommand;
    }

    /** As in Redis, what a browser was tricked into sending ends the connection: commands may be in its body. */
    private static void unknown(Session session, Request request, ReplyWriter reply) {
        if (request.isNamed("post") || request.isNamed("host:")) {
            LOGGER.warn(
                    "client closed, it speaks HTTP, which may be an attack by way of a browser session={}", session);
            session.kill();
            return;
        }
        session.activity().beginUnknown();
        reply.error(RedisErrors.unknownCommand(request));
    }

    /** Why the client may not have this executed now; null if it may. */
    private @Nullable CommandException refusal(Session session, CommandSpec spec, Request request) {
        CommandRow row = spec.row();
        if (!row.accepts(request.arguments() + 1)) {
            return RedisErrors.wrongNumberOfArguments(row.name());
        }
        User user = authentication.user(session);
        // Nearly all may do everything, which is asked first. As in Redis, what one logs in by is nobody's to forbid.
        if ((user == null || !user.rights().isUnlimited()) && !row.hasFlag("no_auth")) {
            CommandException refusal = user == null
                    ? RedisErrors.notAuthenticated()
                    : authentication.refusal(user, session, spec, request);
            if (refusal != null) {
                return refusal;
            }
        }
        if (session.isSubscribed()
                && session.version() == RespVersion.RESP2
                && !row.traits().contains(Trait.ALLOWED_WHILE_SUBSCRIBED)) {
            return RedisErrors.subscribed(row.name());
        }
        return null;
    }

    private void execute(Session session, CommandSpec spec, Request request, ReplyWriter reply) {
        CommandRow row = spec.row();
        Command command = spec.command();
        if (command == null) {
            throw new IllegalStateException(row.name() + " has subcommands only");
        }
        // What strangers send is not shown: they could fill a monitor's connection.
        if (monitors.isWatched() && !row.hasFlag("skip_monitor") && authentication.admits(session)) {
            monitors.publish(session, request);
        }
        long start = session.activity().begin(row.name());
        try {
            command.execute(session, request, reply);
        } catch (CommandException e) {
            reply.error(e.line());
        } catch (RuntimeException e) {
            LOGGER.error("command failed session={} command={}", session, row.name(), e);
            reply.error("ERR internal error, the server's log has it under session=" + session.id());
        }
        Suspension waiting = session.suspension();
        if (waiting == null) {
            log.executed(
                    spec.number(), row, session, request, session.activity().mark() - start, reply);
            return;
        }
        // As in Redis, the time for which a command waits because it is meant to is not counted.
        long executed = System.nanoTime() - start;
        boolean isMeant = row.hasFlag(BLOCKING) || waiting.isBlocking();
        waiting.whenOver(() -> {
            long end = session.activity().mark();
            log.executed(spec.number(), row, session, request, isMeant ? executed : end - start, reply);
        });
    }

    @Override
    public boolean trusts(Session session) {
        return authentication.admits(session);
    }

    /**
     * A command that a pause holds back. If its client goes, it is given up, unless it is to be executed all the same.
     *
     * <p>Threading: {@link #run} any thread, the rest on the connection's event loop.
     */
    private final class Postponed implements Runnable {
        private final Session session;
        private final CommandSpec spec;
        private final Request request;
        private final Suspension suspension;

        Postponed(Session session, CommandSpec spec, Request request) {
            this.session = session;
            this.spec = spec;
            this.request = request;
            boolean isCarriedThrough = spec.row().traits().contains(Trait.EXECUTED_AFTER_CLOSE);
            suspension = session.suspend(isCarriedThrough ? null : () -> pause.forget(this));
        }

        void hold() {
            if (!pause.await(this)) {
                resume();
            }
        }

        /** The pause is over. */
        @Override
        public void run() {
            session.post(this::goOn);
        }

        private void goOn() {
            // Another pause may have begun.
            if (!suspension.isOver() && !(pause.holds(spec.row()) && pause.await(this))) {
                resume();
            }
        }

        private void resume() {
            suspension.complete(writer -> {
                if (!session.isKilled()) {
                    session.activity().mark();
                    executeIfStillAllowed(session, spec, request, writer);
                }
            });
        }
    }
}
