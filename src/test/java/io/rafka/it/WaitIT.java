package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.BrokerCluster;
import io.rafka.testing.BrokerProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WAIT in front of three brokers, each of which has all. */
@Timeout(180)
class WaitIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static BrokerCluster kafka;

    @BeforeAll
    static void start() {
        kafka = BrokerCluster.start(3, directory.resolve("kafka"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    /** A gateway with this as the object {@code producer}. */
    private static RafkaServer gateway(String producer) throws Exception {
        return RafkaTester.serve(Files.writeString(
                Files.createTempFile(directory, "librdkafka", ".json"),
                "{\"general\":{\"bootstrap.servers\":\"" + kafka.bootstrapServers()
                        + "\"},\"consumer\":{},\"producer\":" + producer + "}"));
    }

    private static String createTopic(int replicas, Map<String, String> settings) throws Exception {
        String topic = RafkaTester.unique("wait");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) replicas).configs(settings)))
                    .all()
                    .get();
        }
        return topic;
    }

    /**
     * Of which rafka, which has asked for it already, does not hear: it would refuse the record. The brokers hear of it
     * some time after whoever has asked for it was answered.
     */
    private static void lowerLimit(String topic) throws Exception {
        ConfigEntry limit = new ConfigEntry("max.message.bytes", "1000");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer = Records.producer(kafka.bootstrapServers())) {
            await().until(() -> isTooLarge(producer, new ProducerRecord<>(topic, "x".repeat(5_000))));
        }
    }

    private static boolean isTooLarge(KafkaProducer<String, String> producer, ProducerRecord<String, String> tried)
            throws InterruptedException {
        try {
            producer.send(tried).get();
            return false;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(RecordTooLargeException.class);
            return true;
        }
    }

    private static void produce(RawClient client, String topic, String value) {
        assertThat(client.call("RPUSHX", "topics:" + topic, value)).isEqualTo(1L);
    }

    @Test
    void countsTheBrokersThatHaveTheRecords() throws Exception {
        String three = createTopic(3, Map.of());
        String one = createTopic(1, Map.of("min.insync.replicas", "1"));
        try (RafkaServer rafka = gateway("{}");
                RawClient client = RawClient.connect(rafka.port())) {
            assertThat(client.send(RawClient.array("WAIT", "3", "10000")).readLine())
                    .as("those that could have some")
                    .isEqualTo(":3\r\n");
            produce(client, three, "x");
            assertThat(client.send(RawClient.array("WAIT", "3", "10000")).readLine())
                    .isEqualTo(":3\r\n");
            assertThat(client.call("WAIT", "2", "10000"))
                    .as("more than asked for")
                    .isEqualTo(3L);
            assertThat(client.call("WAIT", "4", "100"))
                    .as("as many as there are")
                    .isEqualTo(3L);
            assertThat(client.call("WAIT", "3", "0")).isEqualTo(3L);
            client.send(RawClient.array("RPUSHX", "topics:" + three, "y").repeat(500)
                    + RawClient.array("WAIT", "3", "10000")
                    + RawClient.array("DUMP", "0"));
            assertThat(client.read(4 * 500)).isEqualTo(":1\r\n".repeat(500));
            assertThat(client.reply()).isEqualTo(3L);
            assertThat(client.reply()).as("nothing is left").isEqualTo(0L);

            produce(client, one, "x");
            assertThat(client.call("WAIT", "3", "200"))
                    .as("the fewest of all topics")
                    .isEqualTo(1L);
            assertThat(client.call("WAIT", "1", "10000")).isEqualTo(1L);
        }
    }

    @Test
    void aRecordThatFailsIsOnNoBroker() throws Exception {
        String topic = createTopic(3, Map.of());
        try (RafkaServer rafka = gateway("{}");
                RawClient client = RawClient.connect(rafka.port());
                RawClient other = RawClient.connect(rafka.port())) {
            produce(other, topic, "small");
            assertThat(other.call("WAIT", "3", "10000")).isEqualTo(3L);
            produce(client, topic, "small");
            assertThat(client.call("WAIT", "3", "10000")).isEqualTo(3L);
            lowerLimit(topic);
            produce(client, topic, "x".repeat(5_000));
            assertThat(client.call("WAIT", "3", "10000")).isEqualTo(0L);
            assertThat(client.call("WAIT", "3", "10000")).as("is told once").isEqualTo(3L);
            assertThat(client.call("RPUSHX", "topics:" + topic, "not sent"))
                    .isEqualTo("-PROD Broker: Message size too large");
            produce(client, topic, "small");
            assertThat(client.call("WAIT", "3", "10000")).isEqualTo(3L);
            assertThat(other.call("WAIT", "3", "10000"))
                    .as("of others it is nothing")
                    .isEqualTo(3L);
            assertThat(Clients.info(other, "kafka")).containsEntry("producer.delivery.errors", "1");
        }
    }

    @Test
    void aRecordThatFailsDoesNotHoldUpThoseAroundIt() throws Exception {
        String topic = createTopic(3, Map.of());
        // They share a batch.
        try (RafkaServer rafka = gateway("{\"queue.buffering.max.ms\":200}");
                RawClient client = RawClient.connect(rafka.port())) {
            produce(client, topic, "x");
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            lowerLimit(topic);
            produce(client, topic, "x".repeat(500));
            produce(client, topic, "x".repeat(5_000));
            produce(client, topic, "x".repeat(500));
            assertThat(client.call("DUMP", "15000")).isEqualTo(0L);
            assertThat(client.call("LLEN", "topics:" + topic)).isEqualTo(3L);
        }
    }

    @Test
    void aTopicThatIsGoneCountsNoMore() throws Exception {
        String gone = createTopic(1, Map.of("min.insync.replicas", "1"));
        String topic = createTopic(3, Map.of());
        try (RafkaServer rafka = gateway("{}");
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                RawClient client = RawClient.connect(rafka.port())) {
            produce(client, gone, "x");
            produce(client, topic, "x");
            assertThat(client.call("WAIT", "1", "10000")).isEqualTo(1L);
            admin.deleteTopics(List.of(gone)).all().get();
            assertThat(client.call("WAIT", "3", "10000")).isEqualTo(3L);
        }
    }

    @Test
    void fewerAcksAreFewerBrokers() throws Exception {
        String topic = createTopic(3, Map.of());
        try (RafkaServer rafka = gateway("{\"request.required.acks\":1,\"enable.idempotence\":false}");
                RawClient client = RawClient.connect(rafka.port())) {
            produce(client, topic, "x");
            assertThat(client.call("WAIT", "1", "10000")).isEqualTo(1L);
            assertThat(client.call("WAIT", "3", "200")).isEqualTo(1L);
        }
        try (RafkaServer rafka = gateway("{\"request.required.acks\":0,\"enable.idempotence\":false}");
                RawClient client = RawClient.connect(rafka.port())) {
            produce(client, topic, "x");
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(client.call("WAIT", "1", "200")).isEqualTo(0L);
            assertThat(client.call("WAIT", "0", "10000")).isEqualTo(0L);
        }
    }

    @Test
    void aBrokerThatStopsCountsNoMoreUntilItIsBack() throws Exception {
        String topic = createTopic(3, Map.of());
        BrokerProcess stopped = kafka.brokers().get(2);
        try (RafkaServer rafka = gateway("{}");
                RawClient client = RawClient.connect(rafka.port());
                RawClient waiting = RawClient.connect(rafka.port())) {
            produce(client, topic, "x");
            assertThat(client.call("WAIT", "3", "10000")).isEqualTo(3L);
            stopped.stop();
            try {
                await().atMost(LIMIT).until(() -> Long.valueOf(2).equals(client.call("WAIT", "3", "500")));
                produce(client, topic, "y");
                assertThat(client.call("WAIT", "2", "10000")).isEqualTo(2L);
                produce(waiting, topic, "z");
                waiting.send(RawClient.array("WAIT", "3", "0"));
            } finally {
                stopped.restart();
                kafka.awaitBrokers(3);
            }
            await().atMost(LIMIT).until(() -> Long.valueOf(3).equals(client.call("WAIT", "3", "500")));
            assertThat(waiting.reply()).as("who waits is told of it").isEqualTo(3L);
        }
    }
}
