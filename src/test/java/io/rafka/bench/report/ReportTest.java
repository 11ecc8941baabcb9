package io.rafka.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Report PRODUCE_AGAIN = new Report(
            "./rafka-bench --only produce",
            Reports.machine("1.0 bbbb"),
            "2026-11-23",
            List.of(new Sample("produce", "rafka", "throughput", "/s", List.of(2_000_000.0))),
            List.of(),
            List.of());

    @Test
    void scenariosThatDidNotRunKeepTheirResultsAndWhereTheyAreFrom() {
        Report merged = PRODUCE_AGAIN.merged(Reports.full());

        assertThat(merged.origin()).isEqualTo(PRODUCE_AGAIN.origin());
        assertThat(merged.samples())
                .containsExactly(
                        PRODUCE_AGAIN.samples().get(0), Reports.full().samples().get(3));
        assertThat(merged.targets()).containsExactly(Reports.full().targets().get(1));
        assertThat(merged.plots()).isEmpty();
        assertThat(merged.kept())
                .containsOnlyKeys("ping")
                .containsEntry("ping", Reports.full().origin());
    }

    @Test
    void whatIsKeptTwiceIsFromWhereItWasMeasured() {
        Report pingAgain = new Report(
                "./rafka-bench --only new",
                Reports.machine("1.0 cccc"),
                "2026-11-24",
                List.of(new Sample("new", "rafka", "p99", "ms", List.of(1.0))),
                List.of(),
                List.of());

        Report merged = pingAgain.merged(PRODUCE_AGAIN.merged(Reports.full()));

        assertThat(merged.scenarios()).containsExactly("produce", "ping", "new");
        assertThat(merged.kept())
                .containsOnlyKeys("produce", "ping")
                .containsEntry("produce", PRODUCE_AGAIN.origin())
                .containsEntry("ping", Reports.full().origin());
    }

    @Test
    void aRunOfAllReplacesAll() {
        assertThat(Reports.full().merged(PRODUCE_AGAIN)).isEqualTo(Reports.full());
    }
}
