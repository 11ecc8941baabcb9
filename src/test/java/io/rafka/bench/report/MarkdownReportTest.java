package io.rafka.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportTest {
    private static final String DOCUMENT = "# Performance\n\nText with `<!-- bench: begin -->`.\n\n"
            + MarkdownReport.BEGIN + "\nold\n" + MarkdownReport.END + "\n\nafter\n";

    @Test
    void theReportReplacesWhatIsBetweenTheMarkers() {
        String document = MarkdownReport.rewritten(DOCUMENT, Reports.full(), Map.of("ping", "The cheapest"));

        assertThat(document).isEqualTo("""
                # Performance

                Text with `<!-- bench: begin -->`.

                <!-- bench: begin -->

                Written by `./rafka-bench` on 2026-11-20:

                | | |
                |---|---|
                | rafka | 1.0 aaaa |
                | machine | 2 cores, 24 GB |

                1 of 2 targets are met:

                | what | target | measured | met |
                |---|---|---|---|
                | throughput against the Java producer (50 connections) | at least 0.80 x | 0.84 x (0.72-0.91) | yes |
                | p99 | at most 0.04 ms | 0.043 ms | **no** |

                ### produce

                | | throughput | CPU |
                |---|---|---|
                | rafka | 1,234,000/s (1,100,000-1,300,000) | 1.24 us (1.23-1.24) |
                | plain Java producer | 1,469,000/s | |

                ![Latency of produce](performance/produce.svg)

                ### The cheapest (ping)

                | | p99 |
                |---|---|
                | rafka | 0.043 ms |

                <!-- bench: end -->

                after
                """);
        assertThat(MarkdownReport.rewritten(document, Reports.full(), Map.of("ping", "The cheapest")))
                .isEqualTo(document);
    }

    @Test
    void resultsThatWereKeptSayWhereTheyAreFrom() {
        Report ping = new Report(
                "./rafka-bench --only ping",
                Reports.machine("1.0 bbbb"),
                "2026-11-23",
                List.of(new Sample("ping", "rafka", "p99", "ms", List.of(1.0))),
                List.of(),
                List.of());

        assertThat(MarkdownReport.rewritten(DOCUMENT, ping.merged(Reports.full()), Map.of()))
                .contains("Written by `./rafka-bench --only ping` on 2026-11-23:")
                .contains("### produce\n\nMeasured by `./rafka-bench` on 2026-11-20, rafka 1.0 aaaa.\n\n|")
                .contains("### ping\n\n|");
    }

    @Test
    void aCellKeepsToItself() {
        Report report = new Report(
                "./rafka-bench",
                Map.of("CPU|type", "a\\|b"),
                "today",
                List.of(new Sample("a|b\nc", "cat | sort", "<!-- bench: end -->", "|", List.of(-2.0, -1.0))),
                List.of(new Target("a|b\nc", "x | y", "z\n|", Bound.AT_MOST, 1, "|", List.of(1.0))),
                List.of());

        assertThat(MarkdownReport.rewritten(DOCUMENT, report, Map.of()))
                .contains("| CPU\\|type | a\\\\\\|b |")
                .contains("| x \\| y (z \\|) | at most 1 \\| | 1 \\| | yes |")
                .contains("### a\\|b c\n")
                .contains("| | &lt;!-- bench: end --> |")
                .contains("| cat \\| sort | -1.50 \\| (-2 to -1) |");
    }

    @Test
    void aTargetThatIsJustMissedShowsByHowMuch() {
        Report report = new Report(
                "./rafka-bench",
                Map.of(),
                "today",
                List.of(),
                List.of(new Target("s", "ratio", "", Bound.AT_LEAST, 0.8, "x", List.of(0.796, 0.7, 0.9))),
                List.of());

        assertThat(MarkdownReport.rewritten(DOCUMENT, report, Map.of()))
                .contains("| ratio | at least 0.80 x | 0.796 x (0.70-0.90) | **no** |");
    }

    @Test
    void plotsAreBesideTheDocument(@TempDir Path directory) throws IOException {
        Path document = Files.writeString(directory.resolve("performance.md"), DOCUMENT);

        MarkdownReport.write(document, Reports.full(), Map.of());

        assertThat(document).content().contains("(performance/produce.svg)");
        assertThat(directory.resolve("performance/produce.svg")).content().startsWith("<svg ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text\n",
                "<!-- bench: begin -->\n",
                "<!-- bench: end -->\n<!-- bench: begin -->\n",
                "in a line <!-- bench: begin -->\n<!-- bench: end -->\n",
            })
    void aDocumentWithoutAPlaceIsLeftAlone(String text, @TempDir Path directory) throws IOException {
        Path document = Files.writeString(directory.resolve("performance.md"), text);

        assertThatThrownBy(() -> MarkdownReport.write(document, Reports.full(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no place for results")
                .hasMessageContaining(MarkdownReport.BEGIN)
                .hasMessageContaining(MarkdownReport.END);
        assertThat(document).hasContent(text);
        assertThat(directory.resolve("performance")).doesNotExist();
    }

    @Test
    void aDocumentWithTwoPlacesIsRefused() {
        assertThatThrownBy(() -> MarkdownReport.rewritten(DOCUMENT + DOCUMENT, Reports.full(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("several lines");
    }
}
