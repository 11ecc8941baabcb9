package io.rafka.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All librdkafka properties that rafka knows; the contents of {@code librdkafka.tsv}. Immutable. */
final class PropertyTable {
    private static final String RESOURCE = "librdkafka.tsv";
    private static final int COLUMNS = 8;

    private final List<PropertyRow> rows;
    private final Map<String, PropertyRow> byName = new HashMap<>();
    private final List<PropertyRow> byPrefix = new ArrayList<>();

    private PropertyTable(List<PropertyRow> rows) {
        this.rows = rows;
        for (PropertyRow row : rows) {
            if (row.name().endsWith("*")) {
                byPrefix.add(row);
            } else {
                byName.put(row.name(), row);
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
        String[] column = line.split("\t", COLUMNS);
        return new PropertyRow(
                column[0],
                column[1],
                column[2],
                column[3],
                column[4],
                PropertyRow.Decision.valueOf(column[5].toUpperCase(Locale.ROOT)),
                column[6],
                column[7]);
    }

    /** Every row, in the table's order. */
    List<PropertyRow> rows() {
        return rows;
    }

    /** The row that decides about a property, aliases resolved; empty if rafka does not know it. */
    Optional<PropertyRow> find(String name) {
        PropertyRow row = byName.get(name);
        if (row == null) {
            return byPrefix.stream()
                    .filter(prefix -> name.startsWith(
                            prefix.name().substring(0, prefix.name().length() - 1)))
                    .findFirst();
        }
        return row.decision() == PropertyRow.Decision.ALIAS ? find(row.target()) : Optional.of(row);
    }
}
