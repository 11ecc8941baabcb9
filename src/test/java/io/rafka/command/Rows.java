package io.rafka.command;

import io.rafka.command.table.CommandRow;
import io.rafka.command.table.KeyPositions;
import java.util.List;
import java.util.Set;

/** Rows for tests in which only the name and the arity matter. */
final class Rows {
    private Rows() {}

    static CommandRow row(String name, int arity) {
        return new CommandRow(
                name,
                arity,
                List.of(),
                List.of(),
                List.of(),
                KeyPositions.NONE,
                "group",
                "1.0.0",
                "O(1)",
                "Does nothing.",
                List.of(),
                "",
                "",
                Set.of());
    }
}
