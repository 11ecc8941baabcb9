package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.PartitionVector;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic that the old server has filled goes on with the same keys in the same partitions. */
@ExtendWith(RafkaExtension.class)
class PartitionsIT {
    private static final long LIMIT = Duration.ofSeconds(20).toNanos();

    private final List<PartitionVector> vectors = PartitionVector.all();

    @Test
    void keysGoToLibrdkafkasPartitionOfSeven(RafkaTester tester) {
        keysGoTo(tester, 7, PartitionVector::ofSeven);
    }

    @Test
    void keysGoToLibrdkafkasPartitionOfEight(RafkaTester tester) {
        keysGoTo(tester, 8, PartitionVector::ofEight);
    }

    private void keysGoTo(RafkaTester tester, int partitions, ToIntFunction<PartitionVector> expected) {
        String topic = tester.createTopic("partitions", partitions);
        produce(
                tester,
                vectors.stream()
                        .map(vector -> "topics:" + topic + ":" + new String(vector.key(), StandardCharsets.ISO_8859_1))
                        .toList(),
                vectors.stream().map(PartitionVector::hexKey).toList());

        List<ConsumerRecord<byte[], String>> records = consume(tester, topic, partitions, vectors.size());

        Function<ConsumerRecord<byte[], String>, String> key =
                consumed -> HexFormat.of().formatHex(consumed.key());
        assertThat(records)
                .allSatisfy(consumed -> assertThat(key.apply(consumed)).isEqualTo(consumed.value()));
        assertThat(records.stream().collect(Collectors.toMap(key, ConsumerRecord::partition)))
                .isEqualTo(vectors.stream().collect(Collectors.toMap(PartitionVector::hexKey, expected::applyAsInt)));
    }

    /** Kafka tells them apart, compaction above all: a record without a key cannot be in a compacted topic. */
    @Test
    void noKeyIsNullAndAnEmptyOneIsEmpty(RafkaTester tester) {
        String topic = tester.createTopic("partitions", 7);
        produce(
                tester,
                List.of("topics:" + topic, "topics:" + topic + ":", "topic:" + topic, "topic:" + topic + ":"),
                List.of("none", "empty", "none", "empty"));

        assertThat(consume(tester, topic, 7, 4))
                .extracting(consumed -> consumed.value() + "=" + length(consumed.key()))
                .containsExactlyInAnyOrder("none=null", "empty=0", "none=null", "empty=0");
    }

    private static @Nullable Integer length(byte @Nullable [] key) {
        return key == null ? null : key.length;
    }

    private static void produce(RafkaTester tester, List<String> keys, List<String> values) {
        try (RawClient client = tester.connect()) {
            for (int i = 0; i < keys.size(); i++) {
                assertThat(client.call("RPUSHX", keys.get(i), values.get(i))).isEqualTo(1L);
            }
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
    }

    private static List<ConsumerRecord<byte[], String>> consume(
            RafkaTester tester, String topic, int partitions, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", tester.bootstrapServers());
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic, i));
        }
        List<ConsumerRecord<byte[], String>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], String> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new StringDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long start = System.nanoTime();
            while (records.size() < count && System.nanoTime() - start < LIMIT) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(count);
        return records;
    }
}
