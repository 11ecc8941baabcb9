package io.rafka.command.access;

import io.rafka.command.table.CommandRow;
import io.rafka.command.table.KeyPositions;
import java.util.List;
import java.util.Set;

/** A few commands for tests of rules. */
final class Tables {
    static final List<CommandRow> ROWS = List.of(
            row("get", List.of("read", "fast"), List.of()),
            row("set", List.of("write", "slow"), List.of()),
            row("client", List.of("slow"), List.of()),
            row("client|list", List.of("admin", "slow"), List.of()),
            row("client|id", List.of("slow"), List.of("produce")),
            row("rpushx", List.of("write", "fast"), List.of("produce")));

    static final CommandSets SETS = new CommandSets(ROWS);

    private Tables() {}

    private static CommandRow row(String name, List<String> categories, List<String> roles) {
        return new CommandRow(
                name,
                -1,
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

    static int number(String name) {
        for (int i = 0; i < ROWS.size(); i++) {
            if (ROWS.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** The rights of a new user after these rules, separated by blanks. */
    static Rights rights(String rules) throws RuleException {
        RightsDraft draft = new RightsDraft(SETS, false);
        for (String rule : RuleWords.rules(List.of(rules.split(" ", -1)))) {
            draft.apply(rule);
        }
        return draft.finished();
    }
}
