package io.rafka.command;

import io.rafka.command.table.CommandRow;
import io.rafka.command.table.KeyPositions;
import java.util.List;
import java.util.Set;

/** Rows for tests in which only some of a row matters. */
public final class Rows {
    private Rows() {}

    /** Of no category. */
    static CommandRow row(String name, int arity) {
        return row(name, arity, List.of(), List.of());
    }

    /** One with these categories: Redis', and rafka's own. */
    public static CommandRow row(String name, int arity, List<String> categories, List<String> roles) {
        return new CommandRow(
                name,
                arity,
                List.of(),
                categories,
                roles,
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
