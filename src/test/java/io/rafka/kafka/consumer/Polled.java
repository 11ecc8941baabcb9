package io.rafka.kafka.consumer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** What a poll of Kafka's consumer brings. */
final class Polled {
    private Polled() {}

    static ConsumerRecords<ByteBuffer, ByteBuffer> of(List<ConsumerRecord<ByteBuffer, ByteBuffer>> records) {
        Map<TopicPartition, List<ConsumerRecord<ByteBuffer, ByteBuffer>>> partitions = new LinkedHashMap<>();
        records.forEach(polled -> partitions
                .computeIfAbsent(new TopicPartition(polled.topic(), polled.partition()), key -> new ArrayList<>())
                .add(polled));
        return new ConsumerRecords<>(partitions, Map.of());
    }
}
