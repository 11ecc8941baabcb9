package io.rafka.it.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.RafkaTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What a program has left behind in Kafka, seen with Kafka's own client. */
final class TopicContents {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MESSAGES = 1_000;
    private static final int KEYS = 10;

    private final RafkaTester tester;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<TopicPartition, Long> ends;

    private TopicContents(RafkaTester tester, KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.tester = tester;
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ends = consumer.endOffsets(partitions);
        await().atMost(LIMIT).until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        });
    }

    static TopicContents read(RafkaTester tester, String topic) {
        Map<String, Object> properties = Map.of("bootstrap.servers", tester.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return new TopicContents(tester, consumer, topic);
        }
    }

    /** The values of all messages. */
    List<byte[]> values() {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    /** The thousand messages with their keys, and one of each later step. */
    void checkThoseOfTheMatrix() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            String key = i % 2 == 0 ? "user:" + i / 2 % KEYS : null;
            expected.add(text(key, i + " " + (key == null ? "-" : key) + " \u00ff\0\r\n"));
        }
        expected.add(text(null, "again"));
        expected.add(text(null, "restarted"));
        List<String> actual = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> one : records) {
            String key = one.key() == null ? null : new String(one.key(), ISO_8859_1);
            actual.add(text(key, new String(one.value(), ISO_8859_1)));
        }
        assertThat(actual).as("messages in the topic").containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String text(@Nullable String key, String value) {
        return "key " + key + ", value " + value;
    }

    /** Waits until all is committed for the group: that happens when its consumer leaves. */
    void awaitCommitted(String group) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(committed(group))
                        .as("committed offsets of %s", group)
                        .containsExactlyInAnyOrderEntriesOf(ends));
    }

    private Map<TopicPartition, Long> committed(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = tester.admin()
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (TopicPartition partition : ends.keySet()) {
            OffsetAndMetadata offset = offsets.get(partition);
            // Of a partition in which there was nothing, nothing is committed.
            committed.put(partition, offset == null ? 0 : offset.offset());
        }
        return committed;
    }
}
