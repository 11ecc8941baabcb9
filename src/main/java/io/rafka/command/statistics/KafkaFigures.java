package io.rafka.command.statistics;

import io.rafka.kafka.consumer.ConsumerStatistics;
import io.rafka.kafka.consumer.GroupFigures;
import io.rafka.kafka.consumer.GroupFigures.TopicFigures;
import io.rafka.kafka.consumer.MemberFigures;
import io.rafka.kafka.consumer.PartitionFigures;
import io.rafka.kafka.producer.DeliveryTimes;
import io.rafka.kafka.producer.ProducerStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is produced and consumed, by the names that INFO and HGETALL stats have for it. */
public final class KafkaFigures {
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.99;

    private KafkaFigures() {}

    /**
     * Of all topics and groups together.
     *
     * @param members as they are now
     */
    public static Map<String, Long> totals(Statistics statistics, List<MemberFigures> members) {
        ProducerStatistics produced = statistics.produced();
        ConsumerStatistics consumed = statistics.consumed();
        DeliveryTimes times = produced.deliveryTimes();
        Map<String, Long> values = new LinkedHashMap<>();
        values.put("producer.unflushed.messages", statistics.outstanding());
        values.put("producer.delivery.errors", produced.failed());
        // Kafka's Java producer has no events that its user could fail to know.
        values.put("producer.unknown.events", 0L);
        values.put("producer.accepted.messages", produced.accepted());
        values.put("producer.delivered.messages", produced.delivered());
        values.put("producer.outstanding.bytes", statistics.outstandingBytes());
        values.put(
                "producer.held.back.messages",
                sum(ProducerStatistics.ROOMS.stream().map(produced::heldBack)));
        values.put(
                "producer.queue.full.messages",
                sum(ProducerStatistics.ROOMS.stream().map(produced::queueFull)));
        values.put("producer.delivery.p50.usec", times.micros(HALF));
        values.put("producer.delivery.p99.usec", times.micros(NEARLY_ALL));
        values.put("consumer.consumed.messages", consumed.handedOut());
        values.put("consumer.acks", consumed.acknowledged());
        values.put("consumer.committed.messages", consumed.committed());
        values.put("consumer.unacknowledged.messages", sum(members.stream().map(MemberFigures::unacknowledged)));
        values.put("consumer.members", (long) statistics.members());
        values.put("consumer.assigned.partitions", sum(members.stream().map(member ->
                (long) member.partitions().size())));
        values.put(
                "consumer.lag",
                sum(members.stream()
                        .flatMap(member -> member.partitions().stream())
                        .map(PartitionFigures::lag)
                        .filter(lag -> lag != PartitionFigures.UNKNOWN)));
        values.put("consumer.rebalances", consumed.rebalances());
        values.put("consumer.kicked.out", consumed.kickedOut());
        values.put("consumer.failed.commits", consumed.failedCommits());
        values.put("consumer.refused", consumed.refused());
        return values;
    }

    private static long sum(Stream<Long> values) {
        return values.mapToLong(Long::longValue).sum();
    }

    /** Of each topic of each group, as a line of INFO; a lag that is not known is left out. */
    static Map<String, Object> lines(List<GroupFigures> groups) {
        Map<String, Object> lines = new LinkedHashMap<>();
        int number = 0;
        for (GroupFigures group : groups) {
            lines.put(
                    "group_" + number,
                    "name=" + group.group() + ",members=" + group.members() + ",rebalances="
                            + group.counts().rebalances() + ",kicked_out="
                            + group.counts().kickedOut() + ",failed_commits="
                            + group.counts().failedCommits());
            int topicNumber = 0;
            for (TopicFigures topic : group.topics()) {
                StringBuilder line = new StringBuilder("name=" + topic.topic());
                values(topic)
                        .forEach((name, value) -> line.append(',')
                                .append(name.replace('.', '_'))
                                .append('=')
                                .append(value));
                lines.put("group_" + number + "_topic_" + topicNumber++, line);
            }
            number++;
        }
        return lines;
    }

    /** The same as single numbers, for HGETALL stats. */
    static Map<String, Long> values(List<GroupFigures> groups) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (GroupFigures group : groups) {
            String label = "{group=\"" + group.group() + "\"";
            all.put("consumer.members" + label + "}", (long) group.members());
            all.put("consumer.rebalances" + label + "}", group.counts().rebalances());
            all.put("consumer.kicked.out" + label + "}", group.counts().kickedOut());
            all.put("consumer.failed.commits" + label + "}", group.counts().failedCommits());
            for (TopicFigures topic : group.topics()) {
                values(topic)
                        .forEach((name, value) ->
                                all.put("consumer." + name + label + ",topic=\"" + topic.topic() + "\"}", value));
            }
        }
        return all;
    }

    private static Map<String, Long> values(TopicFigures topic) {
        Map<String, Long> values = new LinkedHashMap<>();
        values.put("assigned.partitions", (long) topic.partitions());
        values.put("consumed.messages", topic.counts().handedOut());
        values.put("acks", topic.counts().acknowledged());
        values.put("committed.messages", topic.counts().committed());
        values.put("unacknowledged.messages", topic.unacknowledged());
        if (topic.lag() != PartitionFigures.UNKNOWN) {
            values.put("lag", topic.lag());
        }
        return values;
    }
}
