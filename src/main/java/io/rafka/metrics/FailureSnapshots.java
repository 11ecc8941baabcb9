package io.rafka.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.rafka.kafka.producer.ProducerStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records that were accepted and could not be delivered, by topic and reason: their kinds are not known before. */
final class FailureSnapshots implements Collector {
    private final ProducerStatistics produced;
    private final BoundedLabel topics;

    FailureSnapshots(ProducerStatistics produced, BoundedLabel topics) {
        this.produced = produced;
        this.topics = topics;
    }

    @Override
    public MetricSnapshot collect() {
        Map<Labels, Long> counts = new LinkedHashMap<>();
        produced.failures()
                .forEach((failure, count) -> counts.merge(
                        Labels.of("topic", topics.of(failure.topic()), "reason", failure.reason()), count, Long::sum));
        CounterSnapshot.Builder failed = CounterSnapshot.builder()
                .name("rafka_producer_failures")
                .help("Records answered :1 that could not be delivered, by topic and reason");
        counts.forEach((labels, count) -> failed.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(count)
                .build()));
        return failed.build();
    }
}
