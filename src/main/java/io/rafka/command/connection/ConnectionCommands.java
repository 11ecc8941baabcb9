package io.rafka.command.connection;

import io.rafka.command.Authentication;
import io.rafka.command.CommandException;
import io.rafka.command.CommandSpec;
import io.rafka.command.MonitorFeed;
import io.rafka.command.RedisErrors;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.List;

/** The rows of this group, and the commands that need no class of their own. */
public final class ConnectionCommands {
    private static final String GROUP = "connection";

    private ConnectionCommands() {}

    /** All commands about the connection. */
    public static List<CommandSpec> of(Authentication authentication, MonitorFeed monitors) {
        return List.of(
                CommandSpec.of("ping", -1, GROUP, "Returns PONG, or the message given.", ConnectionCommands::ping),
                CommandSpec.of(
                        "echo",
                        2,
                        GROUP,
                        "Returns the message given.",
                        (session, request, reply) -> reply.bulk(request.argument(0))),
                CommandSpec.of("quit", -1, GROUP, "Closes the connection.", ConnectionCommands::quit)
                        .allowedBeforeLogin(),
                CommandSpec.of("select", 2, GROUP, "There is database 0 only.", ConnectionCommands::select),
                CommandSpec.of("hello", -1, GROUP, "Chooses the protocol version.", new HelloCommand(authentication))
                        .allowedBeforeLogin(),
                CommandSpec.of(
                                "auth",
                                -2,
                                GROUP,
                                "Authenticates the connection.",
                                (session, request, reply) -> auth(session, request, reply, authentication))
                        .allowedBeforeLogin(),
                CommandSpec.of(
                                "reset",
                                1,
                                GROUP,
                                "Makes the connection as it was at its begin.",
                                (session, request, reply) -> reset(session, reply, authentication, monitors))
                        .allowedBeforeLogin(),
                CommandSpec.of("client", -2, GROUP, "Names and describes the connection.", new ClientCommand()));
    }

    private static void ping(Session session, Request request, ReplyWriter reply) throws CommandException {
        switch (request.arguments()) {
            case 0 -> reply.simple("PONG");
            case 1 -> reply.bulk(request.argument(0));
            default -> throw RedisErrors.wrongNumberOfArguments("ping");
        }
    }

    private static void quit(Session session, Request request, ReplyWriter reply) {
        reply.ok();
        // Frees the consumer's name before the reply is on its way.
        session.closeAfterReplies();
    }

    private static void select(Session session, Request request, ReplyWriter reply) throws CommandException {
        long index = RedisNumbers.parseLong(request.argument(0)).orElseThrow(RedisErrors::notAnInteger);
        if (index != 0) {
            throw new CommandException("ERR DB index is out of range");
        }
        reply.ok();
    }

    private static void auth(Session session, Request request, ReplyWriter reply, Authentication authentication)
            throws CommandException {
        switch (request.arguments()) {
            case 1 -> authentication.login(session, request.argument(0));
            case 2 -> authentication.login(session, request.text(0), request.argument(1));
            default -> throw RedisErrors.syntax();
        }
        reply.ok();
    }

    private static void reset(Session session, ReplyWriter reply, Authentication authentication, MonitorFeed monitors) {
        monitors.remove(session);
        session.reset();
        authentication.begin(session);
        reply.simple("RESET");
    }
}
