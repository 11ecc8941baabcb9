package io.rafka.command.access;

import io.rafka.command.table.CommandRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rules about commands are about: for each name and each category, the numbers of its commands. Fixed after start;
 * any thread. Nobody may change a set that is returned.
 */
public final class CommandSets {
    /** In the order in which ACL CAT shows them. */
    private static final List<String> OF_REDIS = List.of(
            "keyspace",
            "read",
            "write",
            "set",
            "sortedset",
            "list",
            "hash",
            "string",
            "bitmap",
            "hyperloglog",
            "geo",
            "stream",
            "pubsub",
            "admin",
            "fast",
            "slow",
            "blocking",
            "dangerous",
            "connection",
            "transaction",
            "scripting");

    private static final List<String> OUR_OWN = List.of("produce", "consume");

    private final List<CommandRow> rows;
    private final Map<String, BitSet> names = new HashMap<>();
    private final Map<String, BitSet> categories = new HashMap<>();

    /**
     * The sets of these commands.
     *
     * @param rows a command's number is its place among them
     * @throws IllegalArgumentException if one has a category that there is not
     */
    public CommandSets(List<CommandRow> rows) {
        this.rows = List.copyOf(rows);
        categoryNames().forEach(name -> categories.put(name, new BitSet(rows.size())));
        for (int number = 0; number < rows.size(); number++) {
            CommandRow row = rows.get(number);
            add(row.name(), number);
            if (row.isSubcommand()) {
                add(row.container(), number);
            }
            for (String category : categories(row)) {
                BitSet numbers = categories.get(category);
                if (numbers == null) {
                    throw new IllegalArgumentException(row.name() + " has an unknown category: " + category);
                }
                numbers.set(number);
            }
        }
    }

    private void add(String name, int number) {
        names.computeIfAbsent(name, same -> new BitSet(rows.size())).set(number);
    }

    private static List<String> categories(CommandRow row) {
        List<String> categories = new ArrayList<>(row.categories());
        categories.addAll(row.roles());
        return categories;
    }

    /** How many commands there are. */
    int size() {
        return rows.size();
    }

    /** The command of this name with all its subcommands, or the one subcommand; null if there is none. */
    @Nullable BitSet command(String name) {
        return names.get(name);
    }

    /** Those of a category; null if there is none of the name. */
    @Nullable BitSet category(String name) {
        return categories.get(name);
    }

    /** The names of all categories: Redis' own, and rafka's behind them. */
    public static List<String> categoryNames() {
        return Stream.concat(OF_REDIS.stream(), OUR_OWN.stream()).toList();
    }

    /** The names of the commands and subcommands of a category; null if there is none of the name. */
    public @Nullable List<String> namesOf(String category) {
        BitSet numbers = categories.get(category);
        return numbers == null
                ? null
                : IntStream.range(0, rows.size())
                        .filter(numbers::get)
                        .mapToObj(number -> rows.get(number).name())
                        .toList();
    }
}
