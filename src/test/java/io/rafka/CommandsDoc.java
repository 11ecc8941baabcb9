package io.rafka;

import io.rafka.command.table.Argument;
import io.rafka.command.table.CommandRow;
import io.rafka.command.table.CommandRows;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes docs/commands.md from the rows that the program itself follows. */
final class CommandsDoc {
    private static final String INTRODUCTION = """
            # Commands

            <!-- Written by CommandsDocTest from CommandsDoc and the groups' commands.txt. -->

            The commands that rafka has, with what it does differently from the Redis command of the name, and from which version
            of Redis on that has it. Replies are told as in RESP2; after `HELLO 3` maps, sets, nulls and texts have the types of
            RESP3. `COMMAND DOCS` tells programs what they do and take. What is not here is answered as by a Redis that does not
            know it: `-ERR unknown command`, or `-ERR unknown subcommand`.

            A key is `topics:<topic>`, and of type list. `stats`, the server's counters, is a hash.
            """;

    private static final Map<String, String> TITLES = Map.of(
            "connection", "Connection",
            "producer", "Producing",
            "consumer", "Consuming",
            "topic", "Topics as keys",
            "pubsub", "Subscriptions",
            "acl", "Users",
            "server", "Server");

    private CommandsDoc() {}

    static String text() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (Class<?> group : CommandGroups.ALL) {
            String name = group.getPackageName().replaceFirst(".*\\.", "");
            text.append("\n## ").append(Objects.requireNonNull(TITLES.get(name), name));
            text.append(
                    "\n\n| command | since | what it does | reply | other than in Redis |\n|---|---|---|---|---|\n");
            List<CommandRow> rows = CommandRows.of(group);
            rows.stream().filter(row -> isShown(row, rows)).forEach(row -> text.append(row(row)));
        }
        return text.toString();
    }

    /** A container that does nothing itself is told by its subcommands, unless it has something to say. */
    private static boolean isShown(CommandRow row, List<CommandRow> rows) {
        boolean isContainer = rows.stream().anyMatch(other -> other.container().equals(row.name()));
        return !isContainer || !row.reply().isEmpty() || !row.differs().isEmpty();
    }

    private static String row(CommandRow row) {
        String name = row.name().toUpperCase(Locale.ROOT).replace('|', ' ');
        String syntax = (name + " " + Argument.syntax(row.arguments())).strip();
        return "| `" + escaped(syntax) + "` | " + row.since() + " | " + escaped(row.summary()) + " | "
                + escaped(row.reply()) + " | " + escaped(row.differs()) + " |\n";
    }

    /** A table's cells end at a bar, in code too. */
    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
