package io.rafka.compat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** A table of known differences. Each is asked for; at the end, those that were not met are wrong. */
final class Differences {
    private static final int COLUMNS = 3;

    private final Set<String> known = new TreeSet<>();
    private final Set<String> met = new TreeSet<>();

    /** Lines of three columns with tabs between them: what, in which respect, and why. */
    Differences(Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split("\t+", -1);
            if (columns.length != COLUMNS || !known.add(columns[0] + " " + columns[1])) {
                throw new IllegalArgumentException(file + ": " + line);
            }
        }
    }

    /** Whether there is this difference. To be asked only if there is one. */
    boolean isKnown(String what, String respect) {
        met.add(what + " " + respect);
        return known.contains(what + " " + respect);
    }

    /** Those in the table that are none any more. */
    Set<String> unmet() {
        Set<String> unmet = new TreeSet<>(known);
        unmet.removeAll(met);
        return unmet;
    }
}
