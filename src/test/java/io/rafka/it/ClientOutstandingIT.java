package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one client may have outstanding: client-outstanding-records and client-outstanding-bytes. */
class ClientOutstandingIT {
    private static final int MANY = 500;

    /** Batches go out at once, and as one that never goes out by itself. */
    private static RafkaTester quick;

    private static RafkaTester never;

    @BeforeAll
    static void start() {
        quick = RafkaTester.start();
        never = RafkaTester.start(
                Map.of("auto.create.topics.enable", "false"),
                "{}",
                "{\"linger.ms\":60000,\"message.timeout.ms\":120000}");
    }

    @AfterAll
    static void stop() {
        quick.close();
        never.close();
    }

    private static long stat(RawClient client, String name) {
        return Long.parseLong(Clients.info(client, "kafka").getOrDefault(name, "none"));
    }

    /** The producer knows the topic from now on; that takes longer than patience might. */
    private static void learn(RawClient client, String topic) {
        assertThat(client.call("RPUSHX", "topics:" + topic, "first")).isEqualTo(1L);
    }

    private void pipelineGoesThrough(String setting, String value) throws Exception {
        String topic = quick.createTopic("t", 1);
        try (RafkaServer server = quick.startAnother(Map.of(setting, value));
                RawClient client = RawClient.connect(server.port())) {
            for (int i = 0; i < MANY; i++) {
                client.send(RawClient.array("RPUSHX", "topics:" + topic, String.format("%04d", i)));
            }
            assertThat(client.read(MANY * 4)).isEqualTo(":1\r\n".repeat(MANY));
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(stat(client, "producer.held.back.messages")).isPositive();
            assertThat(stat(client, "producer.queue.full.messages")).isZero();
            assertThat(stat(client, "producer.delivered.messages")).isEqualTo(MANY);
            assertThat(Clients.values(server.port(), topic, MANY))
                    .containsExactlyElementsOf(IntStream.range(0, MANY)
                            .mapToObj(i -> String.format("%04d", i))
                            .toList());
        }
    }

    @Test
    void aLongPipelineIsHeldBackAndNothingIsLost() throws Exception {
        pipelineGoesThrough("client-outstanding-records", "3");
    }

    @Test
    void soItIsInBytes() throws Exception {
        pipelineGoesThrough("client-outstanding-bytes", "10");
    }

    @Test
    void atTheBoundAClientIsToldAndAnotherIsNotHeldBack() throws Exception {
        String topic = never.createTopic("t", 1);
        try (RafkaServer server =
                        never.startAnother(Map.of("client-outstanding-records", "2", "shutdown-timeout", "1"));
                RawClient greedy = RawClient.connect(server.port());
                RawClient other = RawClient.connect(server.port())) {
            learn(greedy, topic);
            assertThat(greedy.call("RPUSHX", "topics:" + topic, "second")).isEqualTo(1L);
            assertThat(greedy.call("RPUSHX", "topics:" + topic, "third")).isEqualTo("-PROD Local: Queue full");
            assertThat(stat(other, "producer.held.back.messages")).isEqualTo(1);
            assertThat(stat(other, "producer.queue.full.messages")).isEqualTo(1);
            assertThat(other.call("RPUSHX", "topics:" + topic, "x")).isEqualTo(1L);
            assertThat(greedy.call("DUMP", "0")).isEqualTo(2L);
            assertThat(other.call("DUMP", "0")).isEqualTo(1L);
        }
    }

    @Test
    void whoIsHeldBackGoesOnWhenTheBoundIsRaised() throws Exception {
        String topic = never.createTopic("t", 1);
        try (RafkaServer server = never.startAnother(Map.of("client-outstanding-bytes", "6", "shutdown-timeout", "1"));
                RawClient client = RawClient.connect(server.port());
                RawClient operator = RawClient.connect(server.port())) {
            learn(client, topic);
            await().until(() -> {
                // Until it is done within the second of patience.
                assertThat(operator.call("CONFIG", "SET", "client-outstanding-bytes", "6"))
                        .isEqualTo("OK");
                long before = stat(operator, "producer.held.back.messages");
                client.send(RawClient.array("RPUSHX", "topics:" + topic, "second"));
                await().until(() -> stat(operator, "producer.held.back.messages") > before);
                assertThat(operator.call("CONFIG", "SET", "client-outstanding-bytes", "0"))
                        .isEqualTo("OK");
                return Long.valueOf(1).equals(client.reply());
            });
        }
    }

    @Test
    void whatWasSentBeforeTheClientWentIsDelivered() throws Exception {
        String topic = quick.createTopic("t", 1);
        try (RafkaServer server = quick.startAnother(Map.of("client-outstanding-records", "1"));
                RawClient other = RawClient.connect(server.port())) {
            try (RawClient client = RawClient.connect(server.port())) {
                for (int i = 0; i < 200; i++) {
                    client.send(RawClient.array("RPUSHX", "topics:" + topic, "x"));
                }
            }
            await().until(() -> stat(other, "producer.delivered.messages") == 200);
        }
    }
}
