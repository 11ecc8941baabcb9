package io.rafka.command.table;

import io.rafka.command.table.CommandRow.Trait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a group's {@code commands.txt}: paragraphs of {@code field: value}, in the manner of Debian's control files.
 * Lines that begin with {@code #} are comments, and one that begins with a blank goes on with the line before.
 */
public final class CommandRows {
    private static final String FILE = "commands.txt";
    private static final Set<String> FIELDS = Set.of(
            "command",
            "arity",
            "flags",
            "categories",
            "roles",
            "keys",
            "group",
            "since",
            "complexity",
            "summary",
            "arguments",
            "reply",
            "differs",
            "also");

    private CommandRows() {}

    /**
     * The rows of a group, in their order.
     *
     * @param group a class of the group's package, beside whose resource the rows are
     * @throws IllegalStateException if the file is not there or cannot be read; that is an error of ours
     */
    public static List<CommandRow> of(Class<?> group) {
        try (InputStream in = group.getResourceAsStream(FILE)) {
            Objects.requireNonNull(in, () -> FILE + " of " + group.getPackageName());
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(FILE + " of " + group.getPackageName() + ": " + e.getMessage(), e);
        }
    }

    /** The subcommands among the rows, in their order, by the names of the commands that they belong to. */
    public static Map<String, List<CommandRow>> subcommands(List<CommandRow> rows) {
        return rows.stream().filter(CommandRow::isSubcommand).collect(Collectors.groupingBy(CommandRow::container));
    }

    /** @throws IllegalArgumentException if it is not in the form */
    static List<CommandRow> parse(String text) {
        List<CommandRow> rows = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        String field = "";
        for (String line : (text + "\n\n").lines().toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            if (line.isBlank()) {
                if (!fields.isEmpty()) {
                    rows.add(row(fields));
                    fields.clear();
                }
            } else if (line.startsWith(" ")) {
                fields.merge(field, line.strip(), (before, more) -> before + " " + more);
            } else {
                int colon = Math.max(0, line.indexOf(':'));
                field = line.substring(0, colon);
                if (!FIELDS.contains(field)
                        || fields.put(field, line.substring(colon + 1).strip()) != null) {
                    throw new IllegalArgumentException("unknown or repeated field in '" + line + "'");
                }
            }
        }
        return rows;
    }

    private static CommandRow row(Map<String, String> fields) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (String trait : words(fields, "also")) {
            traits.add(Trait.valueOf(trait.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return new CommandRow(
                required(fields, "command"),
                Integer.parseInt(required(fields, "arity")),
                words(fields, "flags"),
                words(fields, "categories"),
                words(fields, "roles"),
                keys(words(fields, "keys")),
                required(fields, "group"),
                required(fields, "since"),
                required(fields, "complexity"),
                required(fields, "summary"),
                ArgumentNotation.parse(fields.getOrDefault("arguments", "")),
                fields.getOrDefault("reply", ""),
                fields.getOrDefault("differs", ""),
                traits);
    }

    private static KeyPositions keys(List<String> words) {
        return words.isEmpty()
                ? KeyPositions.NONE
                : new KeyPositions(
                        Integer.parseInt(words.get(0)),
                        Integer.parseInt(words.get(1)),
                        Integer.parseInt(words.get(2)),
                        words.subList(3, words.size()));
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("no " + name + " in " + fields);
        }
        return value;
    }

    private static List<String> words(Map<String, String> fields, String name) {
        return Arrays.stream(fields.getOrDefault(name, "").split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
