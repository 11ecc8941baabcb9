package io.rafka.command.server;

import io.rafka.command.table.Argument;
import io.rafka.command.table.CommandRow;
import io.rafka.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows as COMMAND DOCS writes them: redis-cli makes its hints of them. */
final class CommandDocs {
    private final Map<String, List<CommandRow>> subcommands;

    /** @param subcommands of all commands that have some */
    CommandDocs(Map<String, List<CommandRow>> subcommands) {
        this.subcommands = subcommands;
    }

    void write(List<CommandRow> documented, ReplyWriter reply) {
        reply.map(documented.size());
        for (CommandRow row : documented) {
            reply.bulk(row.name());
            write(row, reply);
        }
    }

    private void write(CommandRow row, ReplyWriter reply) {
        List<CommandRow> own = subcommands.getOrDefault(row.name(), List.of());
        reply.map(4 + (row.arguments().isEmpty() ? 0 : 1) + (own.isEmpty() ? 0 : 1));
        entry("summary", row.summary(), reply);
        entry("since", row.since(), reply);
        entry("group", row.group(), reply);
        entry("complexity", row.complexity(), reply);
        if (!row.arguments().isEmpty()) {
            reply.bulk("arguments");
            writeArguments(row.arguments(), reply);
        }
        if (!own.isEmpty()) {
            reply.bulk("subcommands");
            write(own, reply);
        }
    }

    private static void writeArguments(List<Argument> arguments, ReplyWriter reply) {
        reply.array(arguments.size());
        for (Argument argument : arguments) {
            List<String> flags = new ArrayList<>();
            if (argument.isOptional()) {
                flags.add("optional");
            }
            if (argument.isMultiple()) {
                flags.add("multiple");
            }
            boolean isKey = argument.type() == Argument.Type.KEY;
            boolean hasToken = !argument.token().isEmpty();
            boolean hasParts = !argument.parts().isEmpty();
            int pairs = 2 + (isKey ? 1 : 0) + (hasToken ? 1 : 0) + (flags.isEmpty() ? 0 : 1) + (hasParts ? 1 : 0);
            reply.map(pairs);
            entry("name", argument.name(), reply);
            entry("type", argument.type().word(), reply);
            if (isKey) {
                reply.bulk("key_spec_index");
                reply.integer(0);
            }
            if (hasToken) {
                entry("token", argument.token(), reply);
            }
            if (!flags.isEmpty()) {
                reply.bulk("flags");
                reply.set(flags.size());
                flags.forEach(reply::simple);
            }
            if (hasParts) {
                reply.bulk("arguments");
                writeArguments(argument.parts(), reply);
            }
        }
    }

    private static void entry(String name, String value, ReplyWriter reply) {
        reply.bulk(name);
        reply.bulk(value);
    }
}
