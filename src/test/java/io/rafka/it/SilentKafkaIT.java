package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.BrokerCluster;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client is told that waits for a Kafka that says nothing, or asks about it. */
@Timeout(180)
class SilentKafkaIT {
    /** A broker that has been silent for seconds is let in again by its controller, and asked again, in its time. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private BrokerCluster kafka;
    private RafkaServer rafka;
    private RawClient control;

    @BeforeEach
    void start() throws Exception {
        kafka = BrokerCluster.start(1, directory.resolve("kafka"));
        rafka = RafkaTester.serve(Files.writeString(
                directory.resolve("librdkafka.json"),
                "{\"general\":{\"bootstrap.servers\":\"" + kafka.bootstrapServers()
                        + "\"},\"consumer\":{},\"producer\":{}}"));
        control = RawClient.connect(rafka.port());
        Clients.produce(rafka.port(), "t", "known");
    }

    @AfterEach
    void stop() {
        control.close();
        rafka.close();
        kafka.close();
    }

    @Test
    void waitAndDumpEndInTimeOrAreUnblocked() {
        try (RawClient client = RawClient.connect(rafka.port());
                RawClient idle = RawClient.connect(rafka.port())) {
            long id = Clients.id(client);
            kafka.brokers().get(0).pause();
            for (int i = 0; i < 3; i++) {
                assertThat(client.call("RPUSHX", "topics:t", "x")).isEqualTo(1L);
            }
            assertThat(client.call("WAIT", "1", "200")).isEqualTo(0L);
            assertThat(client.call("WAIT", "0", "600000"))
                    .as("nothing is waited for")
                    .isEqualTo(0L);
            assertThat(client.call("DUMP", "200")).isEqualTo(3L);
            String error = "-UNBLOCKED client unblocked via CLIENT UNBLOCK";
            assertThat(unblocked(client, id, "TIMEOUT", "WAIT", "1", "0")).isEqualTo(0L);
            assertThat(unblocked(client, id, "ERROR", "WAIT", "1", "0")).isEqualTo(error);
            assertThat(unblocked(client, id, "TIMEOUT", "DUMP", "600000")).isEqualTo(3L);
            assertThat(unblocked(client, id, "ERROR", "DUMP", "600000")).isEqualTo(error);
            assertThat(control.call("CLIENT", "UNBLOCK", "" + id)).isEqualTo(0L);
            assertThat(idle.call("WAIT", "1", "200"))
                    .as("who has no records asks Kafka as well")
                    .isEqualTo(0L);

            client.send(RawClient.array("WAIT", "1", "0"));
            Clients.awaitBlocked(control, id);
            assertThat(Clients.info(control, "clients")).containsEntry("blocked_clients", "1");
            kafka.brokers().get(0).resume();
            assertThat(client.reply()).isEqualTo(1L);
            assertThat(client.call("DUMP", "0")).isEqualTo(0L);
            assertThat(Clients.info(control, "clients")).containsEntry("blocked_clients", "0");
        }
    }

    @Test
    void whatConsumersDoIsToldWithoutTheirLag() {
        try (RawClient consumer = Clients.consumer(rafka.port(), "g:c")) {
            assertThat(consumer.callList("BLPOP", "topics:t:{\"auto.offset.reset\":\"earliest\"}", "30"))
                    .hasSize(8);
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(Clients.info(control, "groups").get("group_0_topic_0"))
                                    .endsWith(",unacknowledged_messages=1,lag=1"));
            kafka.brokers().get(0).pause();
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(Clients.info(control, "groups").get("group_0_topic_0"))
                                    .endsWith(",unacknowledged_messages=1"));
            kafka.brokers().get(0).resume();
        }
    }

    private @Nullable Object unblocked(RawClient client, long id, String how, String... command) {
        client.send(RawClient.array(command));
        Clients.awaitBlocked(control, id);
        assertThat(control.call("CLIENT", "UNBLOCK", "" + id, how)).isEqualTo(1L);
        return client.reply();
    }

    @Test
    void aClientThatGoesWhileItWaitsIsGone() {
        kafka.brokers().get(0).pause();
        RawClient closed = RawClient.connect(rafka.port());
        RawClient reset = RawClient.connect(rafka.port());
        for (RawClient client : new RawClient[] {closed, reset}) {
            assertThat(client.call("RPUSHX", "topics:t", "x")).isEqualTo(1L);
        }
        closed.send(RawClient.array("WAIT", "1", "0"));
        reset.send(RawClient.array("DUMP", "600000"));
        await().until(() -> "2".equals(Clients.info(control, "clients").get("blocked_clients")));
        closed.close();
        reset.reset();
        await().untilAsserted(() -> assertThat(Clients.info(control, "clients"))
                .containsEntry("blocked_clients", "0")
                .containsEntry("connected_clients", "1"));
        kafka.brokers().get(0).resume();
        await().atMost(LIMIT).until(() -> Long.valueOf(3).equals(control.call("LLEN", "topics:t")));
    }

    @Test
    void infoSaysThatKafkaDoesNotAnswer() {
        assertThat(Clients.info(control, "kafka")).containsEntry("cluster_answers", "1");
        Map<String, String> before = Clients.info(control, "kafka");
        kafka.brokers().get(0).pause();
        await().untilAsserted(() -> assertThat(Clients.info(control, "kafka")).containsEntry("cluster_answers", "0"));
        assertThat(Clients.info(control, "kafka"))
                .as("the rest is what it was")
                .containsEntry("cluster_id", String.valueOf(before.get("cluster_id")))
                .containsEntry("brokers", "1")
                .containsEntry("topics", "1");
        // Within the 20 s that a raw client waits for a reply at most.
        assertThat(Clients.info(control)).containsEntry("cluster_answers", "0").containsEntry("server_name", "rafka");
        assertThat(Clients.info(control, "everything")).containsEntry("cluster_answers", "0");
        assertThat(Clients.info(control, "server", "clients", "stats")).containsEntry("connected_clients", "1");
        kafka.brokers().get(0).resume();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(Clients.info(control, "kafka")).containsEntry("cluster_answers", "1"));
    }

    @Test
    void infoWithoutTheSectionsOfTheClusterDoesNotAskForThem() {
        kafka.brokers().get(0).kill();
        control.send((RawClient.array("INFO", "server") + RawClient.array("INFO", "clients")).repeat(200));
        for (int i = 0; i < 200; i++) {
            assertThat(String.valueOf(control.reply())).startsWith("# Server\r\n");
            assertThat(String.valueOf(control.reply())).startsWith("# Clients\r\n");
        }
        await().untilAsserted(() -> assertThat(Clients.info(control, "kafka")).containsEntry("cluster_answers", "0"));
        assertThat(String.valueOf(control.call("LLEN", "topics:t"))).startsWith("-ERR Kafka does not answer");
    }
}
