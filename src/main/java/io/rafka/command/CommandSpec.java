package io.rafka.command;

import io.rafka.command.table.CommandRow;
import org.jspecify.annotations.Nullable;

/**
 * A command that can be executed: its row in the table, what it does, and its subcommands.
 *
 * @param number the place of its row among all rows
 * @param row what is known about it
 * @param command what it does; null for one that has subcommands only
 * @param subcommands by their own names; null if there are none
 */
public record CommandSpec(
        int number,
        CommandRow row,
        @Nullable Command command,
        @Nullable NameIndex subcommands) {
    /** The full name, in lower case: {@code ping}, {@code client|kill}. */
    public String name() {
        return row.name();
    }
}
