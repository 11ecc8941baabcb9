package io.rafka.command.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.command.statistics.CommandStatistics.Figures;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandStatisticsTest {
    private final CommandStatistics statistics = new CommandStatistics(3);

    @Test
    void countsEachCommandForItself() {
        statistics.executed(0, 1_500, false);
        statistics.executed(0, 3_000, true);
        statistics.executed(2, 1_000, false);
        statistics.rejected(2);

        Figures first = statistics.of(0);
        assertThat(first.calls()).isEqualTo(2);
        assertThat(first.nanos()).isEqualTo(4_500);
        assertThat(first.micros()).isEqualTo(4);
        assertThat(first.failed()).isEqualTo(1);
        assertThat(first.rejected()).isZero();
        assertThat(statistics.of(1))
                .isEqualTo(new Figures(
                        0, 0, 0, 0, first.buckets().stream().map(count -> 0L).toList()));
        assertThat(statistics.of(2).calls()).isEqualTo(1);
        assertThat(statistics.of(2).rejected()).as("refused, not executed").isEqualTo(1);
        assertThat(statistics.calls()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0",
        "1000, 0",
        "1001, 1",
        "2000, 1",
        "2001, 2",
        "4000, 2",
        "4001, 3",
        "1024000, 10",
        "1024001, 11",
        "9223372036854775807, 35",
        "-1, 0"
    })
    void aBucketHasThoseUpToItsPowerOfTwoMicroseconds(long nanos, int bucket) {
        statistics.executed(1, nanos, false);

        List<Long> buckets = statistics.of(1).buckets();
        assertThat(buckets.get(bucket)).isEqualTo(1);
        assertThat(buckets.stream().mapToLong(count -> count).sum()).isEqualTo(1);
    }

    @Test
    void addsUpWhatThreadsHaveCounted() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = java.util.stream.IntStream.range(0, 4)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            statistics.executed(1, 10, i % 2 == 0);
                        }
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(statistics.of(1).calls()).isEqualTo(40_000);
        assertThat(statistics.of(1).failed()).isEqualTo(20_000);
        assertThat(statistics.of(1).nanos()).isEqualTo(400_000);
        assertThat(statistics.calls()).isEqualTo(40_000);
    }

    @Test
    void countsFromZeroAfterAReset() {
        statistics.executed(0, 1_500, true);
        statistics.rejected(0);
        statistics.reset();
        assertThat(statistics.calls()).isZero();
        assertThat(statistics.of(0).rejected()
                        + statistics.of(0).failed()
                        + statistics.of(0).nanos())
                .isZero();

        statistics.executed(0, 1, false);
        assertThat(statistics.of(0).calls()).isEqualTo(1);
    }
}
