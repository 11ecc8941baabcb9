package io.rafka.command;

import io.rafka.command.table.CommandRow;
import io.rafka.command.table.CommandRows;
import io.rafka.resp.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All commands: the rows of the table, each joined with what it does. Fixed after start; any thread. */
public final class CommandTable {
    private static final String HELP = "help";

    private final NameIndex commands;
    private final List<CommandRow> rows;

    /**
     * Joins rows and commands.
     *
     * @param rows each command's number is its row's place among them; a HELP subcommand that has no command shows the
     *     rows
     * @param commands by the full names of their rows
     * @throws IllegalArgumentException if they do not belong together
     */
    public CommandTable(List<CommandRow> rows, Map<String, Command> commands) {
        this.rows = List.copyOf(rows);
        Set<String> unused = new HashSet<>(commands.keySet());
        Map<String, List<CommandRow>> subcommands = CommandRows.subcommands(rows);
        List<CommandSpec> specs = new ArrayList<>();
        for (CommandRow row : rows) {
            unused.remove(row.name());
            if (!row.isSubcommand()) {
                specs.add(spec(row, subcommands.getOrDefault(row.name(), List.of()), commands));
            } else if (rows.stream().noneMatch(other -> other.name().equals(row.container()))) {
                throw new IllegalArgumentException(row.name() + " is a subcommand of nothing");
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("commands without a row: " + unused);
        }
        this.commands = new NameIndex(specs);
    }

    private CommandSpec spec(CommandRow row, List<CommandRow> subcommands, Map<String, Command> commands) {
        List<CommandSpec> specs = new ArrayList<>();
        for (CommandRow subcommand : subcommands) {
            Command command = commands.get(subcommand.name());
            if (command == null && subcommand.ownName().equals(HELP)) {
                command = new HelpCommand(row, subcommands);
            }
            specs.add(numbered(subcommand, command, null));
        }
        return numbered(row, commands.get(row.name()), specs.isEmpty() ? null : new NameIndex(specs));
    }

    private CommandSpec numbered(CommandRow row, @Nullable Command command, @Nullable NameIndex subcommands) {
        if (command == null && subcommands == null) {
            throw new IllegalArgumentException("nothing executes " + row.name());
        }
        return new CommandSpec(rows.indexOf(row), row, command, subcommands);
    }

    /** The command or subcommand of a request; null if there is none, or not this subcommand. */
    public @Nullable CommandSpec lookUp(Request request) {
        CommandSpec spec = find(request.name());
        if (spec == null || spec.subcommands() == null || request.arguments() == 0) {
            return spec;
        }
        return spec.subcommands().find(request.argument(0));
    }

    /** The command of this name, or null. */
    public @Nullable CommandSpec find(byte[] name) {
        return commands.find(name);
    }
}
