package io.rafka.admin;

import io.rafka.kafka.consumer.GroupStatus;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.metrics.Metrics;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /metrics}: for Prometheus, and whoever reads its formats. */
final class MetricsPage implements Page, AutoCloseable {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final Supplier<Metrics> maker;
    private final ClusterStatus cluster;
    private final GroupStatus groups;
    private volatile @Nullable Metrics metrics;

    /** @param maker is asked once, when the page is asked for the first time: many run without a monitoring system */
    MetricsPage(Supplier<Metrics> maker, ClusterStatus cluster, GroupStatus groups) {
        this.groups = groups;
        this.maker = maker;
        this.cluster = cluster;
    }

    @Override
    public CompletionStage<Answer> answer(AdminRequest request, Executor listener) {
        String contentType = request.accept().contains(OPEN_METRICS) ? Metrics.OPEN_METRICS : Metrics.TEXT;
        // What Kafka says is to be of this moment.
        return cluster.snapshot()
                .thenCombineAsync(
                        groups.snapshot(),
                        (status, members) ->
                                new Answer(Answer.OK, contentType, metrics().show(contentType)),
                        listener);
    }

    /** To be called when nobody asks any more. */
    @Override
    public void close() {
        Metrics made = metrics;
        if (made != null) {
            made.close();
        }
    }

    /** The listener's thread. */
    private Metrics metrics() {
        Metrics made = metrics;
        if (made == null) {
            made = maker.get();
            metrics = made;
        }
        return made;
    }
}
