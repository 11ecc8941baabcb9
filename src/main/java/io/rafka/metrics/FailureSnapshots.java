package io.rafka.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.rafka.kafka.producer.ProducerStatistics;

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
        Series failed = Series.counter(
                "rafka_producer_failures", "Records answered :1 that could not be delivered, by topic and reason");
        produced.failures()
                .forEach((failure, count) ->
                        failed.add(Labels.of("topic", topics.of(failure.topic()), "reason", failure.reason()), count));
        return failed.snapshot();
    }
}
