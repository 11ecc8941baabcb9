package io.rafka.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rafka.kafka.ClientFigure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a Kafka client says of itself, under Kafka's names: {@code record-send-total} of {@code producer-topic-metrics}
 * is {@code kafka_producer_topic_record_send_total}. Figures of topics that have no label of their own are added up
 * where they can be, and left out where not, as a mean.
 */
final class KafkaSnapshots implements MultiCollector {
    private static final String TOTAL = "-total";
    private static final String RATE = "-rate";
    private static final String TOPIC = "topic";
    /** There is one such client, so its name says nothing. */
    private static final String CLIENT = "client-id";

    private final Supplier<List<ClientFigure>> figures;
    private final BoundedLabel topics;

    KafkaSnapshots(Supplier<List<ClientFigure>> figures, BoundedLabel topics) {
        this.figures = figures;
        this.topics = topics;
    }

    @Override
    public MetricSnapshots collect() {
        Map<String, Series> all = new TreeMap<>();
        for (ClientFigure figure : figures.get()) {
            if (figure.group().endsWith("-metrics")) {
                add(figure, all);
            }
        }
        return new MetricSnapshots(all.values().stream().map(Series::snapshot).toList());
    }

    private void add(ClientFigure figure, Map<String, Series> all) {
        Map<String, String> tags = new LinkedHashMap<>(figure.tags());
        tags.remove(CLIENT);
        boolean isCounter = figure.name().endsWith(TOTAL);
        String topic = tags.get(TOPIC);
        if (topic != null) {
            String label = topics.of(topic);
            boolean canBeAdded = isCounter || figure.name().endsWith(RATE);
            if (label.equals(BoundedLabel.OTHER) && !canBeAdded) {
                return;
            }
            tags.put(TOPIC, label);
        }
        String name = "kafka_" + figure.group().replace("-metrics", "_") + figure.name();
        String plain = (isCounter ? name.substring(0, name.length() - TOTAL.length()) : name).replace('-', '_');
        all.computeIfAbsent(
                        plain,
                        same -> isCounter
                                ? Series.counter(same, figure.description())
                                : Series.gauge(same, figure.description()))
                .add(labels(tags), figure.value());
    }

    private static Labels labels(Map<String, String> tags) {
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(tags).forEach((tag, value) -> {
            pairs.add(tag.replace('-', '_'));
            pairs.add(value);
        });
        return Labels.of(pairs.toArray(String[]::new));
    }
}
