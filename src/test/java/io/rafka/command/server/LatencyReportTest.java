package io.rafka.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.command.statistics.LatencyMonitor;
import io.rafka.command.statistics.LatencyMonitor.Sample;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyReportTest {
    private static final String RULER = "-".repeat(80) + "\n";

    /** A sample of so many seconds ago: in the middle of its minute, hour or day, so that the test may take time. */
    private static Sample ago(long seconds, long millis) {
        return new Sample(Instant.now().getEpochSecond() - seconds, millis);
    }

    @Test
    void theFirstLineTellsTheExtremes() {
        String graph = LatencyReport.graph("command", List.of(ago(90, 7), ago(90, 3), ago(90, 5)), 11);

        assertThat(graph).startsWith("command - high 7 ms, low 3 ms (all time high 11 ms)\n" + RULER);
    }

    @Test
    void eachSampleHasAColumnWithItsAgeBelow() {
        List<Sample> samples = List.of(ago(12 * 86_400 + 3_600, 1), ago(3 * 3_600 + 60, 4), ago(90, 8), ago(90, 12));
        String[] lines = LatencyReport.graph("command", samples, 12).split("\n", -1);

        assertThat(lines[2].charAt(3)).as("the slowest is at the top").isEqualTo('#');
        assertThat(lines[5].charAt(0)).as("the fastest is at the bottom").isEqualTo('_');
        assertThat(lines[6]).isEmpty();
        assertThat(List.of(lines).subList(7, lines.length)).containsExactly("1311", "2hmm", "d   ", "");
    }

    @Test
    void aColumnIsFilledBelowItsTop() {
        String[] lines = LatencyReport.graph("command", List.of(ago(90, 1), ago(90, 12)), 12)
                .split("\n", -1);

        assertThat(List.of(lines).subList(2, 6)).containsExactly(" #", " |", " |", "_|");
    }

    @Test
    void ofOneSampleTheColumnIsFull() {
        String[] lines = LatencyReport.graph("command", List.of(ago(90, 5)), 5).split("\n", -1);

        assertThat(lines[2]).isEqualTo("#");
        assertThat(List.of(lines).subList(7, lines.length)).containsExactly("1", "m", "");
    }

    @Test
    void theDoctorTellsWhetherHeLooksWhenHeHasSeenNothing() {
        LatencyMonitor nothing = new LatencyMonitor();

        assertThat(LatencyReport.doctor(true, nothing)).startsWith("Dave, no latency spike was observed");
        assertThat(LatencyReport.doctor(false, nothing)).contains("Latency monitoring is disabled");
    }
}
