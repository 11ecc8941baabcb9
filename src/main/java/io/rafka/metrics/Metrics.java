package io.rafka.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.rafka.command.statistics.Statistics;
import io.rafka.command.table.CommandRow;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.consumer.GroupFigures;
import io.rafka.kafka.producer.Producers;
import io.rafka.kafka.topic.ClusterStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** All meters, and how they are shown. Any thread. */
public final class Metrics implements AutoCloseable {
    /** Prometheus' own form. */
    public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    /** The standard made of it. */
    public static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /**
     * Begins; what happens from now on is in the times of garbage collections, all else is counted since the start.
     *
     * @param rows in the order of their commands' numbers
     * @param config has how many topics and groups are told by name
     */
    public Metrics(
            Statistics statistics,
            List<CommandRow> rows,
            Producers producers,
            ClusterStatus cluster,
            ServerConfig config) {
        BoundedLabel topics = new BoundedLabel(() -> config.get(Bounds.METRICS_TOPICS));
        BoundedLabel groups = new BoundedLabel(() -> config.get(Bounds.METRICS_GROUPS));
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new ClientMeters(statistics.sessions()).bindTo(registry);
        new AccessMeters(statistics.commands().denied()).bindTo(registry);
        new RecordMeters(statistics).bindTo(registry);
        PrometheusRegistry snapshots = registry.getPrometheusRegistry();
        snapshots.register(new ClusterSnapshots(cluster));
        snapshots.register(new CommandSnapshots(statistics.commands(), rows));
        snapshots.register(new FailureSnapshots(statistics.produced(), topics));
        snapshots.register(new DeliverySnapshots(statistics.produced().deliveryTimes()));
        snapshots.register(new GroupSnapshots(
                () -> GroupFigures.of(statistics.consumed(), statistics.groups().last()), groups, topics));
        snapshots.register(new KafkaSnapshots(producers::figures, topics));
    }

    /** What all of them say now, in {@link #TEXT} or {@link #OPEN_METRICS}. */
    public byte[] show(String contentType) {
        return registry.scrape(contentType).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
