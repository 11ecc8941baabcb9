package io.rafka.command;

import io.rafka.command.CommandSpec.Closing;
import io.rafka.command.CommandSpec.Login;
import io.rafka.command.CommandSpec.Monitoring;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.CommandExecutor;
import io.rafka.session.Session;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its command, by way of the refusals in Redis' order. */
public final class CommandDispatcher implements CommandExecutor {
    private static final Logger LOGGER = LoggerFactory.getLogger(CommandDispatcher.class);

    private final CommandTable table;
    private final MonitorFeed monitors;
    private final Authentication authentication;
    private final LongAdder processed;

    /** @param processed counts the commands */
    public CommandDispatcher(
            CommandTable table, MonitorFeed monitors, Authentication authentication, LongAdder processed) {
        this.table = table;
        this.monitors = monitors;
        this.authentication = authentication;
        this.processed = processed;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) {
        CommandSpec spec = table.find(request.name());
        if (spec == null) {
            reply.error(RedisErrors.unknownCommand(request));
            return;
        }
        if (!spec.accepts(request.arguments() + 1)) {
            reply.error(RedisErrors.wrongNumberOfArguments(spec.name()).line());
            return;
        }
        // The client has closed, and left commands that it does not wait for.
        if (session.isClosed() && spec.closing() == Closing.DROPPED) {
            return;
        }
        boolean admitted = authentication.admits(session);
        if (!admitted && spec.login() == Login.NEEDED) {
            reply.error(RedisErrors.notAuthenticated().line());
            return;
        }
        processed.increment();
        // What strangers send is not shown: they could fill a monitor's connection.
        if (admitted && spec.monitoring() == Monitoring.SHOWN) {
            monitors.publish(session, request);
        }
        try {
            spec.command().execute(session, request, reply);
        } catch (CommandException e) {
            reply.error(e.line());
        } catch (RuntimeException e) {
            LOGGER.error("session={} command={} failed", session, spec.name(), e);
            reply.error("ERR internal error, the server's log has it under session=" + session.id());
        }
    }

    @Override
    public boolean trusts(Session session) {
        return authentication.admits(session);
    }
}
