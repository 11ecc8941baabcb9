package io.rafka.command;

import io.rafka.command.table.Argument;
import io.rafka.command.table.CommandRow;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The HELP subcommand of a command that has subcommands, in Redis' form, from their rows. */
final class HelpCommand implements Command {
    private final List<String> lines = new ArrayList<>();

    HelpCommand(CommandRow container, List<CommandRow> subcommands) {
        lines.add(upper(container.name()) + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        for (CommandRow subcommand : subcommands) {
            String arguments = Argument.syntax(subcommand.arguments());
            lines.add((upper(subcommand.ownName()) + " " + arguments).strip());
            lines.add("    " + subcommand.summary());
        }
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) {
        reply.array(lines.size());
        lines.forEach(reply::simple);
    }
}
