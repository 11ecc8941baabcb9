package io.rafka.command.connection;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.List;
import java.util.Locale;

/** {@code CLIENT SETNAME | GETNAME | ID | SETINFO | HELP}. */
final class ClientCommand implements Command {
    private static final List<String> HELP = List.of(
            "CLIENT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
            "GETNAME",
            "    Return the name of the current connection.",
            "ID",
            "    Return the ID of the current connection.",
            "SETINFO <option> <value>",
            "    Accepted: LIB-NAME and LIB-VER of the client library.",
            "SETNAME <name>",
            "    Assign the name <name> to the current connection; <group.id>:<name> makes it a consumer.",
            "HELP",
            "    Print this help.");

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        String subcommand = request.text(0).toLowerCase(Locale.ROOT);
        switch (subcommand) {
            case "setname" -> {
                arguments(request, subcommand, 2);
                ClientName.set(session, request.text(1), reply, ReplyWriter::ok);
            }
            case "getname" -> {
                arguments(request, subcommand, 1);
                if (session.name().isEmpty()) {
                    reply.nullBulk();
                } else {
                    reply.bulk(session.name());
                }
            }
            case "id" -> {
                arguments(request, subcommand, 1);
                reply.integer(session.id());
            }
            case "setinfo" -> {
                arguments(request, subcommand, 3);
                setInfo(request, reply);
            }
            case "help" -> {
                arguments(request, subcommand, 1);
                reply.array(HELP.size());
                HELP.forEach(reply::simple);
            }
            default -> throw RedisErrors.unknownSubcommand("client", request.text(0));
        }
    }

    private static void arguments(Request request, String subcommand, int expected) throws CommandException {
        if (request.arguments() != expected) {
            throw RedisErrors.wrongNumberOfArguments("client|" + subcommand);
        }
    }

    private static void setInfo(Request request, ReplyWriter reply) throws CommandException {
        if (!request.is(1, "lib-name") && !request.is(1, "lib-ver")) {
            throw new CommandException("ERR Unrecognized option '" + request.text(1) + "'");
        }
        String value = request.text(2);
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '!' || value.charAt(i) > '~') {
                throw new CommandException(
                        "ERR " + request.text(1) + " cannot contain spaces, newlines or special characters.");
            }
        }
        reply.ok();
    }
}
