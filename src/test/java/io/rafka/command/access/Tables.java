package io.rafka.command.access;

import io.rafka.command.Rows;
import io.rafka.command.table.CommandRow;
import java.util.List;

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
        return Rows.row(name, -1, categories, roles);
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
        for (String rule : RuleWords.rules(List.of(rules.split(" ", -1)), RuleException::shown)) {
            draft.apply(rule);
        }
        return draft.finished();
    }
}
