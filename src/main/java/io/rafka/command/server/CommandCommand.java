package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.CommandSpec;
import io.rafka.command.RedisErrors;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code COMMAND [COUNT | DOCS [name ...]]}: what redis-cli asks for its completion and hints. */
public final class CommandCommand implements Command {
    private final List<CommandSpec> specs;

    private CommandCommand(List<CommandSpec> others) {
        specs = new ArrayList<>(others);
    }

    /** The row of this command, which describes all the others and itself. */
    public static CommandSpec describing(List<CommandSpec> others) {
        CommandCommand command = new CommandCommand(others);
        CommandSpec own = CommandSpec.of("command", -1, "server", "Describes the commands.", command);
        command.specs.add(own);
        return own;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        if (request.arguments() == 0) {
            reply.array(specs.size());
            specs.forEach(spec -> describe(spec, reply));
        } else if (request.is(0, "count") && request.arguments() == 1) {
            reply.integer(specs.size());
        } else if (request.is(0, "docs")) {
            docs(request, reply);
        } else {
            throw RedisErrors.unknownSubcommand("command", request.text(0));
        }
    }

    private static void describe(CommandSpec spec, ReplyWriter reply) {
        reply.array(6);
        reply.bulk(spec.name());
        reply.integer(spec.arity());
        reply.array(0);
        reply.integer(0);
        reply.integer(0);
        reply.integer(0);
    }

    private void docs(Request request, ReplyWriter reply) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < request.arguments(); i++) {
            names.add(request.text(i).toLowerCase(Locale.ROOT));
        }
        List<CommandSpec> wanted = specs.stream()
                .filter(spec -> names.isEmpty() || names.contains(spec.name()))
                .toList();
        reply.map(wanted.size());
        for (CommandSpec spec : wanted) {
            reply.bulk(spec.name());
            reply.map(3);
            reply.bulk("summary");
            reply.bulk(spec.summary());
            reply.bulk("since");
            reply.bulk("1.0.0");
            reply.bulk("group");
            reply.bulk(spec.group());
        }
    }
}
