package io.rafka.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** A name with its values at one moment, by their labels. One thread. */
final class Series {
    private final String name;
    private final String help;
    private final boolean isCounter;
    private final Map<Labels, Double> values = new LinkedHashMap<>();

    private Series(String name, String help, boolean isCounter) {
        this.name = name;
        this.help = help;
        this.isCounter = isCounter;
    }

    /** @param name without {@code _total} */
    static Series counter(String name, String help) {
        return new Series(name, help, true);
    }

    static Series gauge(String name, String help) {
        return new Series(name, help, false);
    }

    /** Those with the same labels are added up: there is more than one that has no label of its own. */
    void add(Labels labels, double value) {
        values.merge(labels, value, Double::sum);
    }

    void add(Labels labels, long value) {
        add(labels, (double) value);
    }

    MetricSnapshot snapshot() {
        return isCounter ? counter() : gauge();
    }

    private MetricSnapshot counter() {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
        return counter.build();
    }

    private MetricSnapshot gauge() {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
        return gauge.build();
    }
}
