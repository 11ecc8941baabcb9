package io.rafka.command.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.command.statistics.LatencyMonitor.Latest;
import io.rafka.command.statistics.LatencyMonitor.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyMonitorTest {
    private final LatencyMonitor monitor = new LatencyMonitor();

    @Test
    void keepsTheWorstOfEachSecond() {
        monitor.add("command", new Sample(100, 5));
        monitor.add("command", new Sample(100, 9));
        monitor.add("command", new Sample(100, 7));
        monitor.add("command", new Sample(101, 3));

        assertThat(monitor.history("command")).containsExactly(new Sample(100, 9), new Sample(101, 3));
        assertThat(monitor.latest()).containsExactly(new Latest("command", new Sample(101, 3), 9));
        assertThat(monitor.worst("command")).isEqualTo(9);
    }

    @Test
    void keepsTheLatestAndRemembersTheWorstOfAll() {
        monitor.add("command", new Sample(0, 1_000));
        for (int second = 1; second <= 160; second++) {
            monitor.add("command", new Sample(second, second));
        }

        List<Sample> history = monitor.history("command");
        assertThat(history).hasSize(160);
        assertThat(history.get(0)).isEqualTo(new Sample(1, 1));
        assertThat(history.get(159)).isEqualTo(new Sample(160, 160));
        assertThat(monitor.worst("command")).isEqualTo(1_000);
    }

    @Test
    void tellsEventsInTheOrderOfTheirNames() {
        monitor.add("fast-command", new Sample(1, 1));
        monitor.add("command", new Sample(2, 2));

        assertThat(monitor.latest()).extracting(Latest::event).containsExactly("command", "fast-command");
    }

    @Test
    void forgetsThoseThatAreNamedAndCountsThem() {
        monitor.add("a", new Sample(1, 1));
        monitor.add("b", new Sample(1, 1));
        monitor.add("c", new Sample(1, 1));

        assertThat(monitor.reset(List.of("a", "a", "nosuch"))).isEqualTo(1);
        assertThat(monitor.history("a")).isEmpty();
        assertThat(monitor.worst("a")).isZero();
        assertThat(monitor.reset()).isEqualTo(2);
        assertThat(monitor.latest()).isEmpty();
        assertThat(monitor.reset()).isZero();
    }
}
