package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.testing.PartitionVector;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A topic that the old server has filled goes on with the same keys in the same partitions. */
@ExtendWith(RafkaExtension.class)
class PartitionsIT {
    private static final long LIMIT = Duration.ofSeconds(20).toNanos();

    /** So many that one of seven partitions chosen at random gets none is as good as impossible: 7 * (6/7)^300. */
    private static final int MANY = 300;

    private static final Set<Integer> SEVEN = Set.of(0, 1, 2, 3, 4, 5, 6);

    /** The most that {@code sticky.partitioning.linger.ms} can be: a quarter of an hour. */
    private static final int LONGEST = 900_000;

    @TempDir
    private Path directory;

    private static Stream<String> partitioners() {
        return PartitionVector.all().stream().map(PartitionVector::partitioner).distinct();
    }

    @ParameterizedTest
    @MethodSource("partitioners")
    void keysGoToLibrdkafkasPartition(String partitioner, RafkaTester tester) throws Exception {
        List<PartitionVector> vectors = PartitionVector.of(partitioner);
        try (RafkaServer server = serve(tester, "{\"partitioner\":\"" + partitioner + "\"}")) {
            keysGoTo(tester, server.port(), vectors, 7, PartitionVector::ofSeven);
            keysGoTo(tester, server.port(), vectors, 8, PartitionVector::ofEight);
        }
    }

    /** Nobody who never heard of partitioners finds his keys elsewhere. */
    @Test
    void librdkafkasPartitionerIsConsistentRandomUnlessToldOtherwise(RafkaTester tester) {
        keysGoTo(tester, tester.port(), PartitionVector.of("consistent_random"), 7, PartitionVector::ofSeven);
    }

    /** Those that may go anywhere are sent, but where they are says nothing: the other tests look at them. */
    private static void keysGoTo(
            RafkaTester tester,
            int port,
            List<PartitionVector> vectors,
            int partitions,
            ToIntFunction<PartitionVector> expected) {
        String topic = tester.createTopic("partitions", partitions);
        produce(
                port,
                vectors.stream().map(vector -> redisKey(topic, vector.key())).toList(),
                vectors.stream().map(PartitionVector::keyText).toList());

        List<ConsumerRecord<byte[], String>> records = consume(tester, topic, partitions, vectors.size());

        assertThat(records)
                .allSatisfy(consumed ->
                        assertThat(PartitionVector.keyText(consumed.key())).isEqualTo(consumed.value()));
        assertThat(records.stream().collect(Collectors.toMap(ConsumerRecord::value, ConsumerRecord::partition)))
                .containsAllEntriesOf(vectors.stream()
                        .filter(vector -> !vector.isAny())
                        .collect(Collectors.toMap(PartitionVector::keyText, expected::applyAsInt)));
    }

    private static String redisKey(String topic, byte @Nullable [] key) {
        return "topics:" + topic + (key == null ? "" : ":" + new String(key, StandardCharsets.ISO_8859_1));
    }

    /** Kafka tells them apart, compaction above all: a record without a key cannot be in a compacted topic. */
    @Test
    void noKeyIsNullAndAnEmptyOneIsEmpty(RafkaTester tester) {
        String topic = tester.createTopic("partitions", 7);
        produce(
                tester.port(),
                List.of("topics:" + topic, "topics:" + topic + ":", "topic:" + topic, "topic:" + topic + ":"),
                List.of("none", "empty", "none", "empty"));

        assertThat(consume(tester, topic, 7, 4))
                .extracting(consumed -> consumed.value() + "=" + length(consumed.key()))
                .containsExactlyInAnyOrder("none=null", "empty=0", "none=null", "empty=0");
    }

    private static @Nullable Integer length(byte @Nullable [] key) {
        return key == null ? null : key.length;
    }

    private static Stream<String> partitionersForWhichNoKeyIsAny() {
        return PartitionVector.all().stream()
                .filter(vector -> vector.isAny() && vector.key() == null)
                .map(PartitionVector::partitioner);
    }

    @ParameterizedTest
    @MethodSource("partitionersForWhichNoKeyIsAny")
    void recordsWithoutAKeySpreadIfTheyDoNotLinger(String partitioner, RafkaTester tester) throws Exception {
        assertThat(partitionsOfMany(tester, partitioner, 0, List.of("topics:%s")))
                .isEqualTo(SEVEN);
    }

    @ParameterizedTest
    @MethodSource("partitionersForWhichNoKeyIsAny")
    void recordsWithoutAKeyStayTogetherWhileTheyLinger(String partitioner, RafkaTester tester) throws Exception {
        assertThat(partitionsOfMany(tester, partitioner, LONGEST, List.of("topics:%s")))
                .hasSize(1);
    }

    /** To librdkafka's default partitioner, an empty key is none, and lingers with none; to no other one. */
    @Test
    void anEmptyKeyIsNoneOnlyForConsistentRandom(RafkaTester tester) throws Exception {
        List<String> emptyAndNone = List.of("topics:%s:", "topics:%s");
        assertThat(partitionsOfMany(tester, "consistent_random", 0, List.of("topics:%s:")))
                .isEqualTo(SEVEN);
        assertThat(partitionsOfMany(tester, "consistent_random", LONGEST, emptyAndNone))
                .hasSize(1);
        assertThat(partitionsOfMany(tester, "murmur2_random", 0, List.of("topics:%s:")))
                .hasSize(1);
    }

    @Test
    void randomNeverKeepsRecordsWithAKeyTogether(RafkaTester tester) throws Exception {
        assertThat(partitionsOfMany(tester, "random", LONGEST, List.of("topics:%s:key")))
                .isEqualTo(SEVEN);
        assertThat(partitionsOfMany(tester, "random", LONGEST, List.of("topics:%s:")))
                .isEqualTo(SEVEN);
    }

    /** Where {@link #MANY} records are in a new topic of seven; these keys of RPUSHX in turn, by two clients. */
    private Set<Integer> partitionsOfMany(RafkaTester tester, String partitioner, int linger, List<String> keys)
            throws Exception {
        String topic = tester.createTopic("partitions", SEVEN.size());
        List<String> half = IntStream.range(0, MANY / 2)
                .mapToObj(i -> String.format(keys.get(i % keys.size()), topic))
                .toList();
        String producer = "{\"partitioner\":\"" + partitioner + "\",\"sticky.partitioning.linger.ms\":" + linger + "}";
        try (RafkaServer server = serve(tester, producer)) {
            produce(server.port(), half, half);
            produce(server.port(), half, half);
        }
        return consume(tester, topic, SEVEN.size(), MANY).stream()
                .map(ConsumerRecord::partition)
                .collect(Collectors.toSet());
    }

    /** One more gateway, in front of the same broker. */
    private RafkaServer serve(RafkaTester tester, String producer) throws IOException, StartException {
        return RafkaTester.serve(Files.writeString(
                directory.resolve("librdkafka.json"),
                "{\"general\":{\"bootstrap.servers\":\"" + tester.bootstrapServers()
                        + "\"},\"consumer\":{},\"producer\":" + producer + "}"));
    }

    private static void produce(int port, List<String> keys, List<String> values) {
        try (RawClient client = RawClient.connect(port)) {
            for (int i = 0; i < keys.size(); i++) {
                assertThat(client.call("RPUSHX", keys.get(i), values.get(i))).isEqualTo(1L);
            }
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
    }

    private static List<ConsumerRecord<byte[], String>> consume(
            RafkaTester tester, String topic, int partitions, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", tester.bootstrapServers(), "fetch.max.wait.ms", 10);
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
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
