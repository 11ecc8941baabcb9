package io.rafka.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.bench.report.JsonReport;
import io.rafka.bench.report.Report;
import io.rafka.bench.report.Sample;
import io.rafka.bench.scenario.Scenario;
import io.rafka.bench.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That {@code ./rafka-bench} works: all of it, with so little work that the figures mean nothing. */
class RafkaBenchIT {
    private static final Set<String> RATES = Set.of("/s", "MB/s");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @BeforeAll
    static void theJarIsNew() throws IOException {
        // Maven keeps a jar whose contents are the same: ./rafka would take it for an older one, and build while we
        // run.
        Files.setLastModifiedTime(Path.of(System.getProperty("rafka.jar")), FileTime.from(Instant.now()));
    }

    private int run(String... arguments) {
        return RafkaBench.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES) // of a machine that others use too; by itself one
    void allScenariosAreMeasuredAndWrittenDown() throws IOException {
        int status = run("--quick", "--runs", "1", "--output", directory.toString());

        assertThat(status).as("%s%s", out, err).isZero();
        Report report = JsonReport.read(directory.resolve("performance/results.json"));
        assertThat(report.scenarios())
                .containsExactlyElementsOf(
                        Scenarios.ALL.stream().map(Scenario::name).toList());
        assertThat(report.samples())
                .filteredOn(sample -> RATES.contains(sample.unit()))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.median()).isPositive());
        assertThat(report.samples()).extracting(Sample::subject).contains("rafka", "plain Java consumer");
        assertThat(report.targets()).isNotEmpty();
        assertThat(report.plots())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(plot -> assertThat(directory.resolve("performance").resolve(plot.file()))
                        .content()
                        .contains("<svg", plot.title()));
        assertThat(Files.readString(directory.resolve("performance.md")))
                .contains("Written by `./rafka-bench --quick --runs 1", "targets are met")
                .contains(Scenarios.ALL.stream().map(Scenario::title).toList());
    }

    @Test
    void aWrongNameIsToldBesideTheRightOnes() {
        assertThat(run("--only", "pong,ping")).isEqualTo(2);
        assertThat(err.toString())
                .contains("no such scenario: pong; there are: ")
                .contains("ping, ");
    }

    @Test
    void theScenariosAreListed() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString().lines()).hasSameSizeAs(Scenarios.ALL).anyMatch(line -> line.matches("ping +PING.*"));
    }

    @Test
    void quickFiguresAreNotForTheDocuments() {
        assertThat(run("--quick", "--output", "docs")).isEqualTo(2);
        assertThat(err.toString()).contains("mean nothing");
    }
}
