package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.Records;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records without key or value, compressed ones, and their timestamps, as Kafka has them and as clients get them. */
@ExtendWith(RafkaExtension.class)
class RecordKindsIT {
    /** Every byte there is, CR LF among them. */
    private static final String BINARY = IntStream.range(0, 256)
            .mapToObj(octet -> String.valueOf((char) octet))
            .collect(Collectors.joining());

    @TempDir
    private Path directory;

    private static Object message(String topic, long offset, String value) {
        return List.of("topic", topic, "partition", 0L, "offset", offset, "value", value);
    }

    @Test
    void nullAndEmptyAreNotTheSame(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String key = "topics:" + topic;
        try (RawClient client = rafka.connect()) {
            assertThat(client.call("RPUSHX", key, "")).isEqualTo(1L);
            assertThat(client.call("RPUSHX", key + ":", "")).isEqualTo(1L);
            assertThat(client.call("RPUSHX", key + ":k", "")).isEqualTo(1L);
            assertThat(client.call("RPUSHX", key + ":", "v")).isEqualTo(1L);
            assertThat(client.call("RPUSHX", key + ":user:42:", "v")).isEqualTo(1L);
            assertThat(client.call("RPUSHX", key + ":" + BINARY, BINARY)).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(Records.read(rafka.bootstrapServers(), topic, 6))
                .extracting(ConsumerRecord::key, ConsumerRecord::value)
                .containsExactly(
                        tuple(null, ""),
                        tuple("", ""),
                        tuple("k", ""),
                        tuple("", "v"),
                        tuple("user:42:", "v"),
                        tuple(BINARY, BINARY));
        assertThat(Clients.values(rafka.port(), topic, 6)).containsExactly("", "", "", "v", "v", BINARY);
    }

    /** There is no value to say with a null bulk string; the connection ends as Redis ends it. */
    @Test
    void aNullBulkStringIsNoValue(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect();
                RawClient other = rafka.connect()) {
            String command = RawClient.array("RPUSHX", "topics:" + topic, "v");
            client.send(command.replace("$1\r\nv\r\n", "$-1\r\n"));
            assertThat(client.reply()).isEqualTo("-ERR Protocol error: invalid bulk length");
            assertThat(client.isAtEnd()).isTrue();
            other.send(command);
            assertThat(other.reply()).isEqualTo(1L);
            assertThat(other.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(Records.read(rafka.bootstrapServers(), topic, 1))
                .extracting(ConsumerRecord::value)
                .containsExactly("v");
    }

    @Test
    void aTombstoneIsANullBulkStringAndIsAcknowledgedAsAnyOther(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (KafkaProducer<String, String> producer = Records.producer(rafka.bootstrapServers())) {
            producer.send(new ProducerRecord<>(topic, "k", null)).get();
            producer.send(new ProducerRecord<>(topic, null, null)).get();
            producer.send(new ProducerRecord<>(topic, "k", "")).get();
        }
        String name = Clients.newConsumer();
        String head = "*8\r\n$5\r\ntopic\r\n$%d\r\n%s\r\n$9\r\npartition\r\n:0\r\n$6\r\noffset\r\n"
                .formatted(topic.length(), topic);
        try (RawClient client = Clients.consumer(rafka.port(), name)) {
            String pop = RawClient.array("BLPOP", "topics:" + topic, "15");
            for (int offset = 0; offset < 2; offset++) {
                String expected = head + ":" + offset + "\r\n$5\r\nvalue\r\n$-1\r\n";
                assertThat(client.send(pop).read(expected.length())).isEqualTo(expected);
            }
            String expected = head + ":2\r\n$5\r\nvalue\r\n$0\r\n\r\n";
            assertThat(client.send(pop).read(expected.length())).isEqualTo(expected);
            assertThat(client.call("RPUSH", "acks", topic + ":0:1")).isEqualTo(1L);
        }
        try (RawClient next = Clients.consumer(rafka.port(), name)) {
            assertThat(next.call("BLPOP", "topics:" + topic, "15")).isEqualTo(message(topic, 2, ""));
        }
    }

    /** The codec is in the lowest three bits of a batch's attributes, which begin at its 22nd byte. */
    @ParameterizedTest
    @CsvSource({"none,0", "gzip,1", "snappy,2", "lz4,3", "zstd,4"})
    void recordsAreCompressedAsConfigured(String codec, int code, RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        Path config =
                Files.writeString(directory.resolve("librdkafka.json"), """
                {"general":{"bootstrap.servers":"%s"},"producer":{"compression.codec":"%s"}}""".formatted(rafka.bootstrapServers(), codec));
        List<String> sent = IntStream.range(0, 50)
                .mapToObj(i -> i + "-" + "x".repeat(1_000))
                .toList();
        try (RafkaServer gateway = RafkaTester.serve(config);
                RawClient client = RawClient.connect(gateway.port())) {
            sent.forEach(value ->
                    assertThat(client.call("RPUSHX", "topics:" + topic, value)).isEqualTo(1L));
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        Path segment = rafka.dataDirectory().resolve(topic + "-0").resolve("00000000000000000000.log");
        short attributes = ByteBuffer.wrap(Files.readAllBytes(segment)).getShort(21);
        assertThat(attributes & 7).isEqualTo(code);
        assertThat(Clients.values(rafka.port(), topic, sent.size())).isEqualTo(List.<Object>copyOf(sent));
    }

    /** The topic's own codec makes no difference to anybody but the broker. */
    @Test
    void aTopicMayCompressWhatComesUncompressed(RafkaTester rafka) {
        String topic = rafka.createTopic("t", Map.of("compression.type", "zstd"));
        String value = "x".repeat(100_000);
        Clients.produce(rafka.port(), topic, value, "behind");
        assertThat(Clients.values(rafka.port(), topic, 2)).containsExactly(value, "behind");
    }

    @Test
    void aRecordBearsTheTimeAtWhichItWasTaken(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String appended = rafka.createTopic("t", Map.of("message.timestamp.type", "LogAppendTime"));
        for (String each : List.of(topic, appended)) {
            long before = System.currentTimeMillis();
            Clients.produce(rafka.port(), each, "v");
            long after = System.currentTimeMillis();
            assertThat(Records.read(rafka.bootstrapServers(), each, 1))
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.timestamp()).isBetween(before, after);
                        assertThat(record.timestampType())
                                .isEqualTo(
                                        each.equals(topic) ? TimestampType.CREATE_TIME : TimestampType.LOG_APPEND_TIME);
                    });
            assertThat(Clients.values(rafka.port(), each, 1)).containsExactly("v");
        }
    }

    /** Neither one of long ago nor one of a clock that is ahead is anything special. */
    @Test
    void recordsOfAnyTimeAreHandedOut(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", Map.of("retention.ms", "-1"));
        List<Long> timestamps = List.of(0L, 1L, System.currentTimeMillis() + 60_000);
        List<Object> values = new ArrayList<>();
        try (KafkaProducer<String, String> producer = Records.producer(rafka.bootstrapServers())) {
            for (Long timestamp : timestamps) {
                String value = "at " + timestamp;
                values.add(value);
                producer.send(new ProducerRecord<>(topic, null, timestamp, null, value))
                        .get();
            }
        }
        assertThat(Clients.values(rafka.port(), topic, 3)).isEqualTo(values);
    }

    /** Kafka refuses a whole batch for one such record, and batches have records of all connections. */
    @Test
    void aRecordThatACompactedTopicRefusesTakesNoOthersWithIt(RafkaTester rafka) {
        String topic = rafka.createTopic("t", Map.of("cleanup.policy", "compact"));
        try (RawClient careless = rafka.connect();
                RawClient other = rafka.connect()) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                careless.send(RawClient.array("RPUSHX", "topics:" + topic, "without a key"));
                other.send(RawClient.array("RPUSHX", "topics:" + topic + ":k" + i, "v" + i));
                sent.add("v" + i);
                careless.reply();
                assertThat(other.reply()).isEqualTo(1L);
            }
            assertThat(careless.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(other.call("DUMP", "10000")).isEqualTo(0L);
            other.call("RPUSHX", "topics:" + topic + ":last", "last");
            assertThat(other.call("DUMP", "10000")).isEqualTo(0L);
            sent.add("last");
            assertThat(Records.read(rafka.bootstrapServers(), topic, sent.size()))
                    .extracting(ConsumerRecord::value)
                    .isEqualTo(sent);
        }
    }
}
