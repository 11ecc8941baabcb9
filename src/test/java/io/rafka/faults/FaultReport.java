package io.rafka.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a scenario saw, a row of the table of docs/reliability.md: its name, and figures in the order in which they were
 * given. Each row is a small file of its own below {@code target/faults}, so that tests may run in any order and in
 * several JVMs; {@link ReliabilityTable} makes the table of them.
 *
 * <p>A row is to be written before a test asserts, so that a failed run shows its figures too. Not thread-safe.
 */
final class FaultReport {
    /** Where the rows of the last run are. */
    static final Path DIRECTORY = Path.of("target", "faults");

    private static final String SUFFIX = ".row";

    private final String scenario;
    private final Map<String, String> figures = new LinkedHashMap<>();

    private FaultReport(String scenario) {
        this.scenario = scenario;
    }

    /** A new row; one of the same scenario from an earlier run is replaced when this one is written. */
    static FaultReport of(String scenario) {
        return new FaultReport(oneLine(scenario));
    }

    /** Adds a figure, or changes it; its {@code toString} is what the table shows. */
    FaultReport figure(String name, Object value) {
        figures.put(oneLine(name).replace('=', ' '), oneLine(String.valueOf(value)));
        return this;
    }

    /** The same in MB, for a number of bytes. */
    FaultReport megabytes(String name, long bytes) {
        return figure(name, (bytes >> 20) + " MB");
    }

    /** Writes the row to its file; may be called again after further figures. */
    FaultReport write() {
        return write(DIRECTORY);
    }

    FaultReport write(Path directory) {
        List<String> lines = new ArrayList<>(List.of(scenario));
        figures.forEach((name, value) -> lines.add(name + "=" + value));
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(scenario.replaceAll("[^A-Za-z0-9]+", "-") + SUFFIX), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The rows of a directory, by their file names; none if it is not there. */
    static List<FaultReport> read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<FaultReport> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                rows.add(parse(Files.readAllLines(file)));
            }
        }
        return rows;
    }

    private static FaultReport parse(List<String> lines) {
        FaultReport row = of(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            int equals = line.indexOf('=');
            row.figure(line.substring(0, equals), line.substring(equals + 1));
        }
        return row;
    }

    /** The scenario as a line of a Markdown table of two columns. */
    String tableLine() {
        List<String> parts = new ArrayList<>();
        figures.forEach((name, value) -> parts.add(name + " " + value));
        return "| " + escaped(scenario) + " | " + escaped(String.join(", ", parts)) + " |";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
