package io.rafka.admin.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rafka.command.statistics.Statistics;
import io.rafka.kafka.ClientFigure;
import io.rafka.kafka.consumer.GroupFigures;
import io.rafka.kafka.consumer.MemberFigures;
import io.rafka.kafka.consumer.PartitionFigures;
import io.rafka.kafka.producer.Producers;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The object {@code topics}: those that clients produce to or consume. */
final class TopicsJson {
    /** Those with most records are told; a browser would take long to draw more. */
    private static final int MOST = 200;

    private static final String PRODUCED = "record-send-total";
    private static final String BY_TOPIC = "producer-topic-metrics";

    private final Statistics statistics;
    private final Producers producers;

    TopicsJson(Statistics statistics, Producers producers) {
        this.statistics = statistics;
        this.producers = producers;
    }

    /** What is known of a topic. */
    private static final class Row {
        private long produced;
        private long failed;
        private long handedOut;
        private long unacknowledged;
        private long lag = PartitionFigures.UNKNOWN;

        long records() {
            return produced + handedOut;
        }
    }

    void write(List<MemberFigures> members, JsonGenerator json) throws IOException {
        Map<String, Row> topics = gather(members);
        List<Map.Entry<String, Row>> shown = topics.entrySet().stream()
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, Row> topic) -> -topic.getValue().records()))
                .limit(MOST)
                .toList();
        json.writeObjectFieldStart("topics");
        json.writeNumberField("total", topics.size());
        json.writeArrayFieldStart("rows");
        for (Map.Entry<String, Row> topic : shown) {
            Row row = topic.getValue();
            json.writeStartObject();
            json.writeStringField("topic", topic.getKey());
            json.writeNumberField("produced", row.produced);
            json.writeNumberField("failed", row.failed);
            json.writeNumberField("handedOut", row.handedOut);
            json.writeNumberField("unacknowledged", row.unacknowledged);
            if (row.lag != PartitionFigures.UNKNOWN) {
                json.writeNumberField("lag", row.lag);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private Map<String, Row> gather(List<MemberFigures> members) {
        Map<String, Row> topics = new TreeMap<>();
        for (ClientFigure figure : producers.figures()) {
            String topic = figure.tags().get("topic");
            if (topic != null
                    && figure.name().equals(PRODUCED)
                    && figure.group().equals(BY_TOPIC)) {
                row(topic, topics).produced += (long) figure.value();
            }
        }
        statistics.deliveryFailures().forEach((failure, count) -> row(failure.topic(), topics).failed += count);
        for (GroupFigures group : GroupFigures.of(statistics.consumed(), members)) {
            for (GroupFigures.TopicFigures topic : group.topics()) {
                Row row = row(topic.topic(), topics);
                row.handedOut += topic.counts().handedOut();
                row.unacknowledged += topic.unacknowledged();
                if (topic.lag() != PartitionFigures.UNKNOWN) {
                    row.lag = Math.max(0, row.lag) + topic.lag();
                }
            }
        }
        return topics;
    }

    private static Row row(String topic, Map<String, Row> topics) {
        return topics.computeIfAbsent(topic, same -> new Row());
    }
}
