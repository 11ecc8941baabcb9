package io.rafka.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rafka.kafka.topic.ClusterStatus;

/** The cluster, as it was when somebody asked last. */
final class ClusterSnapshots implements MultiCollector {
    private final ClusterStatus status;

    ClusterSnapshots(ClusterStatus status) {
        this.status = status;
    }

    @Override
    public MetricSnapshots collect() {
        ClusterStatus.Snapshot cluster = status.last();
        Series up = Series.gauge("rafka_kafka_up", "Whether Kafka answers, 1 or 0");
        up.add(Labels.EMPTY, cluster.answers() ? 1 : 0);
        Series brokers = Series.gauge("rafka_kafka_brokers", "Brokers, when Kafka answered last");
        brokers.add(Labels.EMPTY, cluster.brokers());
        Series topics = Series.gauge("rafka_kafka_topics", "Topics that are not internal, when Kafka answered last");
        topics.add(Labels.EMPTY, cluster.topics());
        Series which = Series.gauge("rafka_kafka_cluster", "Always 1; the label is the cluster's id");
        // Before Kafka has answered for the first time, it has none.
        if (!cluster.clusterId().isEmpty()) {
            which.add(Labels.of("cluster_id", cluster.clusterId()), 1);
        }
        return MetricSnapshots.of(up.snapshot(), brokers.snapshot(), topics.snapshot(), which.snapshot());
    }
}
