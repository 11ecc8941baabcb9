package io.rafka.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * One of the figures that Kafka's clients keep of themselves.
 *
 * @param group as {@code producer-topic-metrics}
 * @param name as {@code record-send-total}
 * @param description in Kafka's words
 * @param tags as {@code topic}
 * @param value may be NaN, as the mean of nothing
 * @see <a href="https://kafka.apache.org/documentation/#selector_monitoring">Kafka's monitoring</a>
 */
public record ClientFigure(String group, String name, String description, Map<String, String> tags, double value) {

    /** The same with another tag. */
    public ClientFigure with(String tag, String text) {
        Map<String, String> more = new HashMap<>(tags);
        more.put(tag, text);
        return new ClientFigure(group, name, description, more, value);
    }

    /** Those of a client that are numbers. */
    public static List<ClientFigure> of(Map<MetricName, ? extends Metric> metrics) {
        List<ClientFigure> figures = new ArrayList<>();
        metrics.forEach((name, metric) -> {
            if (metric.metricValue() instanceof Number value) {
                figures.add(new ClientFigure(
                        name.group(), name.name(), name.description(), name.tags(), value.doubleValue()));
            }
        });
        return figures;
    }
}
