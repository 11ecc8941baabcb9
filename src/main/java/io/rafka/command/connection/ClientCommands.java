package io.rafka.command.connection;

import io.rafka.command.ClientLine;
import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.Pause;
import io.rafka.command.RedisErrors;
import io.rafka.command.Timeouts;
import io.rafka.command.access.Users;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.ReplyMode;
import io.rafka.session.Session;
import io.rafka.session.Sessions;
import io.rafka.session.Suspension;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subcommands of CLIENT.
 *
 * @see <a href="https://redis.io/docs/latest/commands/?group=connection">Redis' connection commands</a>
 */
final class ClientCommands {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClientCommands.class);
    private static final String UNBLOCKED = "UNBLOCKED client unblocked via CLIENT UNBLOCK";

    private final Sessions sessions;
    private final Pause pause;
    private final Users users;

    private ClientCommands(Sessions sessions, Pause pause, Users users) {
        this.sessions = sessions;
        this.pause = pause;
        this.users = users;
    }

    static Map<String, Command> of(Sessions sessions, Pause pause, Users users) {
        ClientCommands client = new ClientCommands(sessions, pause, users);
        Map<String, Command> commands = new HashMap<>();
        commands.put("client|id", (session, request, reply) -> reply.integer(session.id()));
        commands.put("client|getname", ClientCommands::getName);
        commands.put("client|setname", new SetNameCommand());
        commands.put("client|setinfo", ClientCommands::setInfo);
        commands.put("client|no-evict", (session, request, reply) -> {
            session.attributes().noEvict(onOff(request));
            reply.ok();
        });
        commands.put("client|no-touch", (session, request, reply) -> {
            session.attributes().noTouch(onOff(request));
            reply.ok();
        });
        commands.put("client|reply", ClientCommands::reply);
        commands.put("client|info", (session, request, reply) -> reply.verbatim(ClientLine.of(session)));
        commands.put("client|list", client::list);
        commands.put("client|kill", client::kill);
        commands.put("client|unblock", client::unblock);
        commands.put("client|pause", client::pause);
        commands.put("client|unpause", (session, request, reply) -> {
            pause.end();
            reply.ok();
        });
        return commands;
    }

    private static void getName(Session session, Request request, ReplyWriter reply) {
        if (session.name().isEmpty()) {
            reply.nullBulk();
        } else {
            reply.bulk(session.name());
        }
    }

    private static void setInfo(Session session, Request request, ReplyWriter reply) throws CommandException {
        boolean isName = request.is(1, "lib-name");
        if (!isName && !request.is(1, "lib-ver")) {
            throw new CommandException("ERR Unrecognized option '" + RedisErrors.echo(request.text(1)) + "'");
        }
        String value = request.text(2);
        ClientName.checkLength(session, request.argument(2));
        if (!ClientName.isPrintable(value)) {
            throw new CommandException(
                    "ERR " + request.text(1) + " cannot contain spaces, newlines or special characters.");
        }
        if (isName) {
            session.attributes().libraryName(value);
        } else {
            session.attributes().libraryVersion(value);
        }
        reply.ok();
    }

    private static boolean onOff(Request request) throws CommandException {
        if (!request.is(1, "on") && !request.is(1, "off")) {
            throw RedisErrors.syntax();
        }
        return request.is(1, "on");
    }

    private static void reply(Session session, Request request, ReplyWriter reply) throws CommandException {
        switch (request.text(1).toLowerCase(Locale.ROOT)) {
            case "on" -> {
                session.replyMode(ReplyMode.ON);
                reply.ok();
            }
            case "off" -> session.replyMode(ReplyMode.OFF);
            case "skip" -> {
                if (session.replyMode() != ReplyMode.OFF) {
                    session.replyMode(ReplyMode.SKIP);
                }
            }
            default -> throw RedisErrors.syntax();
        }
    }

    private void list(Session session, Request request, ReplyWriter reply) throws CommandException {
        ClientFilter filter = ClientFilter.ofList(request);
        ask(
                session,
                other -> filter.matches(other) ? ClientLine.of(other) : null,
                (lines, writer) -> writer.verbatim(String.join("", lines)));
    }

    private void kill(Session session, Request request, ReplyWriter reply) throws CommandException {
        if (request.arguments() == 2) {
            String address = request.text(1);
            kill(session, other -> other.address().equals(address), (killed, writer) -> {
                if (killed.isEmpty()) {
                    writer.error("ERR No such client");
                } else {
                    writer.ok();
                }
            });
        } else {
            ClientFilter filter = ClientFilter.ofKill(request, users);
            kill(
                    session,
                    other -> !filter.skips(other, session) && filter.matches(other),
                    (killed, writer) -> writer.integer(killed.size()));
        }
    }

    /** Closes those that are meant. The one that asks gets its reply first. */
    private void kill(Session asking, Predicate<Session> isMeant, BiConsumer<List<Session>, ReplyWriter> answer) {
        Function<Session, @Nullable Session> close = other -> {
            if (!isMeant.test(other)) {
                return null;
            }
            if (other != asking) {
                other.kill();
            }
            return other;
        };
        ask(asking, close, (killed, writer) -> {
            answer.accept(killed, writer);
            if (killed.contains(asking)) {
                asking.closeAfterReplies();
            }
        });
    }

    private void unblock(Session session, Request request, ReplyWriter reply) throws CommandException {
        boolean isError = request.arguments() == 3 && request.is(2, "error");
        if (request.arguments() > 3) {
            throw RedisErrors.wrongSubcommandArguments("client", request.text(0));
        }
        if (request.arguments() == 3 && !isError && !request.is(2, "timeout")) {
            throw new CommandException("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
        }
        long id = RedisNumbers.parseLong(request.argument(1)).orElseThrow(RedisErrors::notAnInteger);
        ask(
                session,
                other -> (other.id() == id && other.unblock(isError ? UNBLOCKED : null)) ? true : null,
                (unblocked, writer) -> writer.integer(unblocked.size()));
    }

    private void pause(Session session, Request request, ReplyWriter reply) throws CommandException {
        if (request.arguments() > 3) {
            throw RedisErrors.wrongSubcommandArguments("client", request.text(0));
        }
        long timeout = Timeouts.millis(request.argument(1));
        Pause.Mode mode = Pause.Mode.ALL;
        if (request.arguments() == 3 && request.is(2, "write")) {
            mode = Pause.Mode.WRITES;
        } else if (request.arguments() == 3 && !request.is(2, "all")) {
            throw new CommandException("ERR CLIENT PAUSE mode must be WRITE or ALL");
        }
        pause.begin(mode, timeout);
        reply.ok();
    }

    /** Asks all connections, each on its event loop, and answers when all have. */
    private <T> void ask(
            Session session, Function<Session, @Nullable T> question, BiConsumer<List<T>, ReplyWriter> answer) {
        CompletionStage<List<T>> answers = sessions.ask(question);
        Suspension suspension = session.suspend(null);
        answers.whenComplete((list, failure) -> suspension.complete(writer -> {
            if (failure == null) {
                answer.accept(list, writer);
            } else {
                LOGGER.error("connections could not be asked session={}", session, failure);
                writer.error("ERR internal error, the server's log has it under session=" + session.id());
            }
        }));
    }
}
