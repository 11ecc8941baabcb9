package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large records, where the limits of client, topic and broker differ. */
@ExtendWith(RafkaExtension.class)
class RecordSizesIT {
    private static final String TOO_LARGE = "-PROD Broker: Message size too large";
    private static final int CLIENT_LIMIT = 1_000_000;
    private static final int TOPIC_LIMIT = 10_000;
    private static final int TEN_MEGABYTES = 10_000_000;

    @TempDir
    private Path directory;

    private RafkaServer serve(RafkaTester tester, String producer) throws Exception {
        return RafkaTester.serve(Files.writeString(
                directory.resolve("librdkafka.json"), """
                {"general":{"bootstrap.servers":"%s"},"consumer":{"auto.offset.reset":"earliest"},"producer":%s}""".formatted(tester.bootstrapServers(), producer)));
    }

    private static List<String> values(RafkaTester rafka, String topic, int count) {
        return Records.read(rafka.bootstrapServers(), topic, count).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    private static long deliveryErrors(RawClient client) {
        List<?> stats = client.callList("HGETALL", "stats");
        return Long.parseLong(String.valueOf(stats.get(stats.indexOf("producer.delivery.errors") + 1)));
    }

    @Test
    void aRecordAboveTheClientsLimitIsRefusedThoughTheTopicTakesIt(RafkaTester rafka) {
        String topic = rafka.createTopic("t", Map.of("max.message.bytes", "20000000"));
        String largest = "x".repeat(CLIENT_LIMIT);
        try (RawClient client = rafka.connect()) {
            assertThat(client.call("RPUSHX", "topics:" + topic, largest + "x")).isEqualTo(TOO_LARGE);
            assertThat(client.call("RPUSHX", "topics:" + topic + ":k", largest)).isEqualTo(TOO_LARGE);
            assertThat(client.call("RPUSHX", "topics:" + topic, largest)).isEqualTo(1L);
            assertThat(client.call("RPUSHX", "topics:" + topic, "behind it")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(values(rafka, topic, 2)).containsExactly(largest, "behind it");
        assertThat(Clients.values(rafka.port(), topic, 2)).containsExactly(largest, "behind it");
    }

    /** It is refused at once, or counted as lost; never neither. */
    @Test
    void aRecordAboveTheTopicsLimitIsTold(RafkaTester rafka) {
        String topic = rafka.createTopic("t", Map.of("max.message.bytes", String.valueOf(TOPIC_LIMIT)));
        try (RawClient client = rafka.connect()) {
            long before = deliveryErrors(client);
            Clients.produce(rafka.port(), topic, "first");
            Object reply = client.call("RPUSHX", "topics:" + topic, "x".repeat(2 * TOPIC_LIMIT));
            assertThat(reply).isIn(1L, TOO_LARGE);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(deliveryErrors(client) - before).isEqualTo(TOO_LARGE.equals(reply) ? 0 : 1);
            Clients.produce(rafka.port(), topic, "second");
            assertThat(client.call("PING")).isEqualTo("PONG");
        }
        assertThat(values(rafka, topic, 2)).containsExactly("first", "second");
    }

    /** A batch that the broker finds too large is sent again in parts. */
    @Test
    void smallRecordsThatAreTooLargeTogetherArriveInOrder(RafkaTester rafka) {
        String topic = rafka.createTopic("t", Map.of("max.message.bytes", String.valueOf(TOPIC_LIMIT)));
        List<String> sent =
                IntStream.range(0, 300).mapToObj(i -> i + "-" + "y".repeat(900)).toList();
        StringBuilder pipeline = new StringBuilder();
        sent.forEach(value -> pipeline.append(RawClient.array("RPUSHX", "topics:" + topic, value)));
        try (RawClient client = rafka.connect()) {
            client.send(pipeline.toString());
            assertThat(client.read(4 * sent.size())).isEqualTo(":1\r\n".repeat(sent.size()));
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(values(rafka, topic, sent.size())).isEqualTo(sent);
        assertThat(Clients.values(rafka.port(), topic, sent.size())).isEqualTo(List.<Object>copyOf(sent));
    }

    /** The limits of a fetch, 1 MB for a partition and 512 kB for all, are no limits of a record. */
    @Test
    void aRecordAboveTheLimitsOfAFetchIsHandedOut(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", Map.of("max.message.bytes", "4000000"));
        String large = "z".repeat(3_000_000);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", rafka.bootstrapServers(), "max.request.size", 4_000_000),
                new StringSerializer(),
                new StringSerializer())) {
            for (String value : List.of("before", large, large, "behind")) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
        assertThat(Clients.values(rafka.port(), topic, 4)).containsExactly("before", large, large, "behind");
    }

    @Test
    void tenMegabytesPassBothWaysWhenConfigured(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", Map.of("max.message.bytes", "12000000"));
        try (RafkaServer gateway = serve(rafka, "{\"message.max.bytes\":11000000}");
                RawClient client = RawClient.connect(gateway.port())) {
            for (String letter : List.of("a", "b", "c")) {
                assertThat(client.call("RPUSHX", "topics:" + topic, letter.repeat(TEN_MEGABYTES)))
                        .isEqualTo(1L);
            }
            assertThat(client.call("RPUSHX", "topics:" + topic, "d".repeat(11_000_001)))
                    .isEqualTo(TOO_LARGE);
            assertThat(client.call("DUMP", "20000")).isEqualTo(0L);
            try (RawClient consumer = Clients.consumer(gateway.port(), Clients.newConsumer())) {
                for (String letter : List.of("a", "b", "c")) {
                    String value = String.valueOf(Clients.value(consumer.call("BLPOP", "topics:" + topic, "15")));
                    assertThat(value.equals(letter.repeat(TEN_MEGABYTES)))
                            .as(letter + ", of " + value.length() + " bytes")
                            .isTrue();
                }
            }
        }
        assertThat(values(rafka, topic, 3)).extracting(String::length).containsOnly(TEN_MEGABYTES);
    }

    /** It could be waited for until the end of time. */
    @Test
    void aRecordThatDoesNotFitIntoTheProducersBufferIsRefusedAtOnce(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", Map.of("max.message.bytes", "12000000"));
        try (RafkaServer gateway =
                        serve(rafka, "{\"message.max.bytes\":11000000,\"queue.buffering.max.kbytes\":4096}");
                RawClient client = RawClient.connect(gateway.port())) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "x".repeat(TEN_MEGABYTES)))
                    .isEqualTo(TOO_LARGE);
            assertThat(client.call("RPUSHX", "topics:" + topic, "x".repeat(3_000_000)))
                    .isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(values(rafka, topic, 1)).extracting(String::length).containsExactly(3_000_000);
    }

    /**
     * In a batch of their own: Kafka's producer splits it to records of the size of the larger one, behind which the
     * small one fits again, and sends the same batch for ever. After some thousand times its thread dies of a
     * StackOverflowError, and with it all connections' records.
     */
    @ParameterizedTest
    @ValueSource(ints = {2 * TOPIC_LIMIT, TOPIC_LIMIT - 79})
    void aSmallRecordBehindALargeOneIsDelivered(int size, RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", Map.of("max.message.bytes", String.valueOf(TOPIC_LIMIT)));
        String large = "x".repeat(size);
        // Not the common gateway: other tests need it.
        try (RafkaServer gateway = serve(rafka, "{}");
                RawClient client = RawClient.connect(gateway.port())) {
            Clients.produce(gateway.port(), topic, "first");
            client.send(RawClient.array("RPUSHX", "topics:" + topic, large)
                    + RawClient.array("RPUSHX", "topics:" + topic, "s"));
            Object reply = client.reply();
            assertThat(reply).isEqualTo(TOO_LARGE);
            assertThat(client.reply()).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        List<String> expected = List.of("first", "s");
        assertThat(values(rafka, topic, expected.size())).isEqualTo(expected);
    }
}
