package io.rafka.command.connection;

import io.rafka.command.Authentication;
import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisIdentity;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.resp.RespVersion;
import io.rafka.session.Session;
import java.util.OptionalLong;

/** {@code HELLO [2|3 [AUTH user password] [SETNAME name]]}. */
final class HelloCommand implements Command {
    private final Authentication authentication;

    HelloCommand(Authentication authentication) {
        this.authentication = authentication;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        RespVersion version = request.arguments() == 0 ? session.version() : version(request.argument(0));
        String name = null;
        int login = -1;
        for (int i = 1; i < request.arguments(); i++) {
            int left = request.arguments() - i - 1;
            if (request.is(i, "auth") && left >= 2) {
                login = i + 1;
                i += 2;
            } else if (request.is(i, "setname") && left >= 1) {
                name = request.text(++i);
            } else {
                throw new CommandException("ERR Syntax error in HELLO option '" + request.text(i) + "'");
            }
        }
        if (login >= 0) {
            if (!authentication.login(session, request.text(login), request.argument(login + 1))) {
                return;
            }
        } else if (!authentication.admits(session)) {
            throw new CommandException("NOAUTH HELLO must be called with the client already authenticated, otherwise "
                    + "the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select "
                    + "the RESP protocol version at the same time");
        }
        if (name != null) {
            // Who may log in may not take names of a group that is not his.
            authentication.check(session, ClientName.guarded(name));
        }
        if (name == null) {
            write(session, version, reply);
        } else {
            ClientName.set(session, name, reply, writer -> write(session, version, writer));
        }
    }

    private static void write(Session session, RespVersion version, ReplyWriter reply) {
        session.version(version);
        reply.map(7);
        reply.bulk("server");
        reply.bulk("redis");
        reply.bulk("version");
        reply.bulk(RedisIdentity.VERSION);
        reply.bulk("proto");
        reply.integer(version.number());
        reply.bulk("id");
        reply.integer(session.id());
        reply.bulk("mode");
        reply.bulk("standalone");
        reply.bulk("role");
        reply.bulk("master");
        reply.bulk("modules");
        reply.array(0);
    }

    private static RespVersion version(byte[] argument) throws CommandException {
        OptionalLong number = RedisNumbers.parseLong(argument);
        if (number.isEmpty()) {
            throw new CommandException("ERR Protocol version is not an integer or out of range");
        }
        for (RespVersion version : RespVersion.values()) {
            if (version.number() == number.getAsLong()) {
                return version;
            }
        }
        throw new CommandException("NOPROTO unsupported protocol version");
    }
}
