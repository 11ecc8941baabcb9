package io.rafka.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rafka.kafka.topic.ClusterStatus;

/** The Kafka cluster, as it was when somebody asked last: whoever shows the meters asks before. */
final class ClusterMeters implements MeterBinder {
    private final ClusterStatus cluster;

    ClusterMeters(ClusterStatus cluster) {
        this.cluster = cluster;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        new Counts<>(registry, cluster)
                .gauge(
                        "rafka.kafka.up",
                        "Whether Kafka answers, 1 or 0",
                        status -> status.last().answers() ? 1 : 0)
                .gauge(
                        "rafka.kafka.brokers",
                        "Brokers, when Kafka answered last",
                        status -> status.last().brokers())
                .gauge(
                        "rafka.kafka.topics",
                        "Topics that are not internal, when Kafka answered last",
                        status -> status.last().topics());
    }
}
