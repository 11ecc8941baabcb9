package io.rafka.admin;

import io.rafka.kafka.consumer.GroupStatus;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.metrics.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The paths of the admin listener, and what there is at each. */
public final class AdminPages implements AutoCloseable {
    /** Those of the page in {@code /}. */
    private static final List<String> SCRIPTS = List.of(
            "axes.js",
            "charts.js",
            "elements.js",
            "format.js",
            "groups.js",
            "lists.js",
            "model.js",
            "now.js",
            "page.js",
            "poll.js",
            "tables.js");

    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final MetricsPage metrics;

    /**
     * All of them.
     *
     * @param metrics is asked once, when they are to be shown for the first time
     * @param overview what the page in {@code /} shows
     * @param about the rafka that runs, for {@code /info}: names and values, which are numbers or texts
     */
    public AdminPages(
            Health health,
            Supplier<Metrics> metrics,
            ClusterStatus cluster,
            GroupStatus groups,
            Page overview,
            Supplier<Map<String, Object>> about) {
        this.metrics = new MetricsPage(metrics, cluster, groups);
        pages.put("/metrics", this.metrics);
        pages.put("/health/live", (request, listener) -> health.live());
        pages.put("/health/ready", (request, listener) -> health.ready());
        pages.put("/info", new InfoPage(cluster, about));
        pages.put("/overview.json", overview);
        pages.put("/", new Resource("page/index.html", "text/html; charset=utf-8"));
        pages.put("/page.css", new Resource("page/page.css", "text/css; charset=utf-8"));
        pages.put("/icon.svg", new Resource("page/icon.svg", "image/svg+xml"));
        for (String script : SCRIPTS) {
            pages.put("/" + script, new Resource("page/" + script, "text/javascript; charset=utf-8"));
        }
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
