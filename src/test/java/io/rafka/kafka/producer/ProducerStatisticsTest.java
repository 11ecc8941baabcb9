package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducerStatisticsTest {
    private final ProducerStatistics statistics = new ProducerStatistics();

    @Test
    void failuresAreCountedByTopicAndReason() {
        DeliveryFailure late = new DeliveryFailure("t", "late");
        DeliveryFailure large = new DeliveryFailure("t", "large");
        statistics.countFailed(late);
        statistics.countFailed(large);
        statistics.countFailed(late);
        assertThat(statistics.failures()).isEqualTo(Map.of(large, 1L, late, 2L));
        assertThat(statistics.failed()).isEqualTo(3);
        statistics.reset();
        assertThat(statistics.failures()).isEmpty();
        assertThat(statistics.failed()).isZero();
    }

    @Test
    void ofVeryManyKindsTheLaterAreCountedAsOne() {
        for (int i = 0; i < 1_500; i++) {
            statistics.countFailed(new DeliveryFailure("t" + i, "late"));
        }
        statistics.countFailed(new DeliveryFailure("t0", "late"));
        Map<DeliveryFailure, Long> counts = statistics.failures();
        assertThat(counts).hasSize(1_001).containsEntry(DeliveryFailure.OTHER, 500L);
        assertThat(counts).containsEntry(new DeliveryFailure("t0", "late"), 2L);
    }
}
