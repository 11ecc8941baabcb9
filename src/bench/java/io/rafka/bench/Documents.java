package io.rafka.bench;

import io.rafka.bench.report.JsonReport;
import io.rafka.bench.report.MarkdownReport;
import io.rafka.bench.report.Report;
import io.rafka.bench.scenario.Scenario;
import io.rafka.bench.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Where results go: {@code performance.md} in a folder, and beside it {@code performance/} with JSON and plots. */
final class Documents {
    private static final String EMPTY = "# Performance\n\n<!-- bench: begin -->\n<!-- bench: end -->\n";

    private final Path document;
    private final Path json;

    Documents(Path directory) {
        document = directory.resolve("performance.md");
        json = directory.resolve("performance").resolve("results.json");
    }

    /** What is there already, with which new results are merged; so it is read before hours are spent on them. */
    Report merged(Report report) throws IOException {
        return Files.exists(json) ? report.merged(JsonReport.read(json)) : report;
    }

    /** Writes all. The results of scenarios that are not in the report stay. */
    void write(Report report) throws IOException {
        Report merged = merged(report);
        if (!Files.exists(document)) {
            Files.createDirectories(document.toAbsolutePath().getParent());
            Files.writeString(document, EMPTY);
        }
        Map<String, String> titles =
                Scenarios.ALL.stream().collect(Collectors.toUnmodifiableMap(Scenario::name, Scenario::title));
        MarkdownReport.write(document, merged, titles);
        JsonReport.write(json, merged);
    }

    /** Where to look. */
    @Override
    public String toString() {
        return document + " and " + json;
    }
}
