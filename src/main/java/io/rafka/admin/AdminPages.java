package io.rafka.admin;

import io.rafka.kafka.consumer.GroupStatus;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The paths of the admin listener, and what there is at each. */
public final class AdminPages implements AutoCloseable {
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final MetricsPage metrics;

    /**
     * All of them.
     *
     * @param metrics is asked once, when they are to be shown for the first time
     * @param about the rafka that runs, for {@code /info}: names and values, which are numbers or texts
     */
    public AdminPages(
            Health health,
            Supplier<Metrics> metrics,
            ClusterStatus cluster,
            GroupStatus groups,
            Supplier<Map<String, Object>> about) {
        this.metrics = new MetricsPage(metrics, cluster, groups);
        pages.put("/metrics", this.metrics);
        pages.put("/health/live", (accept, listener) -> health.live());
        pages.put("/health/ready", (accept, listener) -> health.ready());
        pages.put("/info", new InfoPage(cluster, about));
        String paths = String.join("\n", pages.keySet()) + "\n";
        pages.put("/", (accept, listener) -> CompletableFuture.completedFuture(Answer.text(Answer.OK, paths)));
    }

    /** By their paths, in the order in which they are listed. Not changed any more. */
    Map<String, Page> byPath() {
        return pages;
    }

    /** To be called when nobody asks any more. */
    @Override
    public void close() {
        metrics.close();
    }
}
