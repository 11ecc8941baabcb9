package io.rafka.command.connection;

import io.rafka.command.Authentication;
import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.MonitorFeed;
import io.rafka.command.Pause;
import io.rafka.command.RedisErrors;
import io.rafka.command.access.Users;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.resp.RespVersion;
import io.rafka.session.Session;
import io.rafka.session.Sessions;
import java.util.HashMap;
import java.util.Map;

/** The rows of this group, and the commands that need no class of their own. */
public final class ConnectionCommands {
    private static final byte[] PONG = {'p', 'o', 'n', 'g'};
    private static final byte[] NOTHING = new byte[0];

    private ConnectionCommands() {}

    /** All commands about the connection, by the names of their rows. */
    public static Map<String, Command> of(
            Authentication authentication, Users users, MonitorFeed monitors, Sessions sessions, Pause pause) {
        Map<String, Command> commands = new HashMap<>(ClientCommands.of(sessions, pause, users));
        commands.put("ping", ConnectionCommands::ping);
        commands.put("echo", (session, request, reply) -> reply.bulk(request.argument(0)));
        commands.put("quit", ConnectionCommands::quit);
        commands.put("select", ConnectionCommands::select);
        commands.put("hello", new HelloCommand(authentication));
        commands.put("auth", (session, request, reply) -> auth(session, request, reply, authentication));
        commands.put("reset", (session, request, reply) -> reset(session, reply, authentication, monitors));
        return commands;
    }

    private static void ping(Session session, Request request, ReplyWriter reply) throws CommandException {
        if (request.arguments() > 1) {
            throw RedisErrors.wrongNumberOfArguments("ping");
        }
        if (session.isSubscribed() && session.version() == RespVersion.RESP2) {
            // In the form of a message, because the client expects nothing else.
            reply.array(2);
            reply.bulk(PONG);
            reply.bulk(request.arguments() == 0 ? NOTHING : request.argument(0));
            return;
        }
        switch (request.arguments()) {
            case 0 -> reply.simple("PONG");
            default -> reply.bulk(request.argument(0));
        }
    }

    private static void quit(Session session, Request request, ReplyWriter reply) {
        reply.ok();
        // Frees the consumer's name before the reply is on its way.
        session.closeAfterReplies();
    }

    private static void select(Session session, Request request, ReplyWriter reply) throws CommandException {
        long index = RedisNumbers.parseLong(request.argument(0)).orElseThrow(RedisErrors::notAnInteger);
        if (index != (int) index) {
            throw new CommandException("ERR value is out of range, value must between -2147483648 and 2147483647");
        }
        if (index != 0) {
            throw new CommandException("ERR DB index is out of range");
        }
        reply.ok();
    }

    private static void auth(Session session, Request request, ReplyWriter reply, Authentication authentication)
            throws CommandException {
        boolean isRight = switch (request.arguments()) {
            case 1 -> authentication.login(session, request.argument(0));
            case 2 -> authentication.login(session, request.text(0), request.argument(1));
            default -> throw RedisErrors.syntax();
        };
        if (isRight) {
            reply.ok();
        }
    }

    private static void reset(Session session, ReplyWriter reply, Authentication authentication, MonitorFeed monitors) {
        monitors.remove(session);
        session.reset();
        authentication.begin(session);
        reply.simple("RESET");
    }
}
