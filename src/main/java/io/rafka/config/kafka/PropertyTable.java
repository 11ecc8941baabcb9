package io.rafka.config.kafka;

import io.rafka.config.NearestName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** All of librdkafka's properties; the contents of {@code librdkafka.tsv}. Immutable. */
final class PropertyTable {
    private static final String RESOURCE = "librdkafka.tsv";
    private static final int COLUMNS = 11;
    private static final List<String> TOPIC_PREFIXES = List.of("topic.", "{topic}.");

    private final List<PropertyRow> rows;
    private final Map<String, PropertyRow> byName = new HashMap<>();
    private final List<PropertyRow> byPrefix = new ArrayList<>();
    private final Set<String> topicLevel = new HashSet<>();

    private PropertyTable(List<PropertyRow> rows) {
        this.rows = rows;
        for (PropertyRow row : rows) {
            if (row.name().endsWith("*")) {
                byPrefix.add(row);
            } else {
                // A few names are listed twice, globally and for topics: the first row decides.
                byName.putIfAbsent(row.name(), row);
            }
            if (row.topicLevel()) {
                topicLevel.add(row.name());
            }
        }
    }

    /** Reads the table. */
    static PropertyTable load() {
        InputStream resource = Objects.requireNonNull(PropertyTable.class.getResourceAsStream(RESOURCE), RESOURCE);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return new PropertyTable(
                    reader.lines().skip(1).map(PropertyTable::row).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PropertyRow row(String line) {
        String[] column = line.split("\t", -1);
        if (column.length != COLUMNS) {
            throw new IllegalArgumentException("not " + COLUMNS + " columns: " + line);
        }
        Decision decision = Decision.valueOf(column[8].toUpperCase(Locale.ROOT));
        boolean setsByItself = decision == Decision.MAPPED && !column[9].startsWith("{");
        return new PropertyRow(
                column[0],
                column[1],
                column[2].equals("topic"),
                ValueType.valueOf(column[3].toUpperCase(Locale.ROOT)),
                column[4],
                column[5],
                column[6],
                column[7].isEmpty() ? Scope.ANYWHERE : Scope.valueOf(column[7].toUpperCase(Locale.ROOT)),
                decision,
                column[9],
                setsByItself ? Target.parse(column[9]) : List.of(),
                column[10]);
    }

    /** Every row, in the table's order. */
    List<PropertyRow> rows() {
        return rows;
    }

    /** The row that decides about a property, aliases resolved; empty if librdkafka has no such property. */
    Optional<PropertyRow> find(String name) {
        PropertyRow row = byName.get(name);
        if (row != null) {
            return row.decision() == Decision.ALIAS ? find(row.target()) : Optional.of(row);
        }
        Optional<PropertyRow> topicRow = withoutTopicPrefix(name);
        return topicRow.isPresent()
                ? topicRow
                : byPrefix.stream()
                        .filter(prefix -> name.startsWith(
                                prefix.name().substring(0, prefix.name().length() - 1)))
                        .findFirst();
    }

    /** Topic properties may be given as {@code topic.acks}, or, as the Go binding has it, {@code {topic}.acks}. */
    private Optional<PropertyRow> withoutTopicPrefix(String name) {
        for (String prefix : TOPIC_PREFIXES) {
            if (name.startsWith(prefix) && isTopicLevel(name.substring(prefix.length()))) {
                return find(name.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }

    /** Whether librdkafka lists a property of this name for topics, be it globally too. */
    boolean isTopicLevel(String name) {
        return topicLevel.contains(name);
    }

    /** The same, also by a misspelt name. */
    Optional<PropertyRow> meantBy(String name) {
        Optional<PropertyRow> row = find(name);
        return row.isPresent() ? row : NearestName.of(name, byName.keySet()).flatMap(this::find);
    }

    /** The error for a name that is not in the table. */
    String unknown(String name) {
        Set<String> known = new HashSet<>(byName.keySet());
        for (String prefix : TOPIC_PREFIXES) {
            if (name.startsWith(prefix) && !byName.containsKey(name.substring(prefix.length()))) {
                topicLevel.forEach(topicName -> known.add(prefix + topicName));
            }
        }
        return NearestName.unknown("property", name, known);
    }
}
