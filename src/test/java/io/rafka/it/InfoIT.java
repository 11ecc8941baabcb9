package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The figures of INFO, at a gateway of its own: nobody else counts there. */
@ExtendWith(RafkaExtension.class)
class InfoIT {
    private RafkaServer server;
    private RawClient client;

    @BeforeEach
    void start(RafkaTester rafka) throws Exception {
        server = rafka.startAnother(Map.of());
        client = RawClient.connect(server.port());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private String statistics(String command) {
        return String.valueOf(Clients.info(client, "commandstats").get("cmdstat_" + command));
    }

    @Test
    void aCommandIsCalledOrRejectedAndMayFail() {
        client.call("PING");
        client.call("ping", "x");
        client.call("PING", "a", "b");
        client.call("ECHO");
        client.call("ECHO", "a", "b");
        client.call("RPUSHX", "nonsense", "x");
        client.call("RPUSHX", "topics:" + RafkaTester.unique("missing"), "x");
        client.call("CLIENT", "GETNAME");
        client.call("CLIENT", "LIST", "NONSENSE");
        client.call("LLEN", "stats");
        assertThat(statistics("ping"))
                .matches("calls=3,usec=\\d+,usec_per_call=\\d+\\.\\d\\d,rejected_calls=0,failed_calls=1");
        assertThat(statistics("echo")).isEqualTo("calls=0,usec=0,usec_per_call=0.00,rejected_calls=2,failed_calls=0");
        assertThat(statistics("rpushx")).startsWith("calls=2,").endsWith(",rejected_calls=0,failed_calls=2");
        assertThat(statistics("client|getname")).startsWith("calls=1,").endsWith(",rejected_calls=0,failed_calls=0");
        assertThat(statistics("client|list")).endsWith(",rejected_calls=0,failed_calls=1");
        assertThat(statistics("llen")).endsWith(",rejected_calls=0,failed_calls=1");
        assertThat(statistics("select")).as("never called").isEqualTo("null");
        assertThat(Clients.info(client, "default")).doesNotContainKey("cmdstat_ping");
        assertThat(Clients.info(client, "all")).containsKey("cmdstat_ping");
    }

    @Test
    void errorsAreCountedByTheirCodes() {
        client.call("NOSUCH");
        client.call("CLIENT", "NOSUCH");
        client.call("ECHO");
        client.call("RPUSHX", "nonsense", "x");
        client.call("BLPOP", "topics:t", "1");
        client.call("AUTH", "alice", "x");
        client.call("LLEN", "stats");
        client.call("CONFIG", "SET", "requirepass", "s3cret");
        try (RawClient stranger = RawClient.connect(server.port())) {
            stranger.call("PING");
            stranger.call("KEYS", "*");
        }
        assertThat(Clients.info(client, "errorstats"))
                .containsEntry("errorstat_ERR", "count=3")
                .containsEntry("errorstat_PROD", "count=1")
                .containsEntry("errorstat_CONS", "count=1")
                .containsEntry("errorstat_WRONGPASS", "count=1")
                .containsEntry("errorstat_WRONGTYPE", "count=1")
                .containsEntry("errorstat_NOAUTH", "count=2")
                .hasSize(6);
        assertThat(Clients.info(client, "stats")).containsEntry("total_error_replies", "9");
        assertThat(statistics("ping")).as("not let in").endsWith("rejected_calls=1,failed_calls=0");
    }

    @Test
    void resetstatSetsAllToZero() {
        client.call("PING");
        client.call("NOSUCH");
        assertThat(client.call("CONFIG", "RESETSTAT")).isEqualTo("OK");
        Map<String, String> after = Clients.info(client, "commandstats", "errorstats", "stats", "kafka");
        assertThat(after)
                .doesNotContainKeys("cmdstat_ping", "errorstat_ERR")
                .containsEntry("total_error_replies", "0")
                .containsEntry("total_connections_received", "0")
                .containsEntry("total_commands_processed", "1")
                .containsEntry("producer.accepted.messages", "0");
        assertThat(after.get("cmdstat_config|resetstat")).as("as in Redis").startsWith("calls=1,");
        client.call("PING");
        assertThat(statistics("ping")).startsWith("calls=1,");
    }

    @Test
    void whatWaitsIsCountedWhenItIsAnswered(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient consumer = Clients.consumer(server.port(), Clients.newConsumer())) {
            long id = Clients.id(consumer);
            consumer.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            Clients.awaitBlocked(client, id);
            assertThat(statistics("blpop")).isEqualTo("null");
            client.call("CLIENT", "UNBLOCK", Long.toString(id), "ERROR");
            assertThat(consumer.reply()).asString().startsWith("-UNBLOCKED");
            assertThat(statistics("blpop")).startsWith("calls=1,").endsWith("failed_calls=1");
            assertThat(Clients.info(client, "errorstats")).containsEntry("errorstat_UNBLOCKED", "count=1");
        }
    }

    @Test
    void blockedClientsAreThoseThatWaitNow(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        RawClient answered = blocked(topic, "0");
        RawClient timedOut = blocked(topic, "0.7");
        RawClient closed = blocked(topic, "0");
        RawClient reset = blocked(topic, "0");
        RawClient killed = blocked(topic, "0");
        RawClient unblocked = blocked(topic, "0");
        // The one with a time is or was among them.
        await().until(() -> blocked() >= 5);
        assertThat(timedOut.reply()).isNull();
        assertBlocked(5);
        closed.close();
        assertBlocked(4);
        reset.reset();
        assertBlocked(3);
        assertThat(client.call("CLIENT", "KILL", "ADDR", killed.address())).isEqualTo(1L);
        assertBlocked(2);
        assertThat(client.call("CLIENT", "UNBLOCK", "" + idOf(unblocked.address())))
                .isEqualTo(1L);
        assertBlocked(1);
        Clients.produce(server.port(), topic, "x");
        assertThat(Clients.value(answered.reply())).isEqualTo("x");
        assertBlocked(0);
        client.send(RawClient.array("WAIT", "100", "100"));
        assertThat(client.reply()).isEqualTo(1L);
        assertBlocked(0);
        answered.close();
        timedOut.close();
        killed.close();
        unblocked.close();
    }

    private RawClient blocked(String topic, String seconds) {
        RawClient waiting = Clients.consumer(server.port(), Clients.newConsumer());
        return waiting.send(RawClient.array("BLPOP", "topics:" + topic, seconds));
    }

    private int blocked() {
        return Integer.parseInt(String.valueOf(Clients.info(client, "clients").get("blocked_clients")));
    }

    private void assertBlocked(int expected) {
        await().untilAsserted(() -> assertThat(blocked()).isEqualTo(expected));
    }

    private String idOf(String address) {
        return String.valueOf(client.call("CLIENT", "LIST"))
                .lines()
                .map(Clients::fields)
                .filter(line -> address.equals(line.get("addr")))
                .map(line -> String.valueOf(line.get("id")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void kafkaTellsOfTheClusterAndWhatIsSentAndReceived(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        String id = rafka.admin().describeCluster().clusterId().get();
        try (RawClient consumer = Clients.consumer(server.port(), Clients.newConsumer())) {
            Clients.produce(server.port(), topic, "a", "b", "c");
            assertThat(Clients.value(consumer.call("BLPOP", "topics:" + topic, "15")))
                    .isEqualTo("a");
            assertThat(consumer.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            assertThat(Clients.info(client, "kafka"))
                    .containsEntry("cluster_answers", "1")
                    .containsEntry("cluster_id", id)
                    .containsEntry("brokers", "1")
                    .containsEntry("producer.accepted.messages", "3")
                    .containsEntry("producer.delivered.messages", "3")
                    .containsEntry("producer.delivery.errors", "0")
                    .containsEntry("producer.unflushed.messages", "0")
                    .containsEntry("consumer.consumed.messages", "1")
                    .containsEntry("consumer.acks", "1")
                    .containsEntry("consumer.members", "1");
        }
        await().untilAsserted(() -> {
            Map<String, String> lines = Clients.info(client, "keyspace", "kafka");
            Object size = client.call("DBSIZE");
            assertThat(lines)
                    .containsEntry("topics", String.valueOf(size))
                    .containsEntry("db0", "keys=" + size + ",expires=0,avg_ttl=0,subexpiry=0")
                    .containsEntry("consumer.members", "0");
        });
    }

    @Test
    void theRateIsAboveZeroUnderLoad() {
        await().until(() -> {
            client.send(RawClient.array("PING").repeat(1_000));
            for (int i = 0; i < 1_000; i++) {
                assertThat(client.reply()).isEqualTo("PONG");
            }
            Map<String, String> lines = Clients.info(client, "stats");
            return Long.parseLong(String.valueOf(lines.get("instantaneous_ops_per_sec"))) > 0
                    && Double.parseDouble(String.valueOf(lines.get("instantaneous_input_kbps"))) > 0
                    && Double.parseDouble(String.valueOf(lines.get("instantaneous_output_kbps"))) > 0;
        });
    }

    @Test
    void sectionsAreThoseThatAreNamed() {
        String both = String.valueOf(client.call("INFO", "Kafka", "SERVER", "nosuch"));
        assertThat(both)
                .startsWith("# Server\r\n")
                .contains("\r\n\r\n# Kafka\r\n")
                .doesNotContain("# Clients");
        assertThat(client.call("INFO", "nosuch")).isEqualTo("");
        assertThat(String.valueOf(client.call("INFO")))
                .contains("# Clients\r\n", "# Memory\r\n", "# Stats\r\n", "# CPU\r\n", "# Keyspace\r\n", "# Kafka\r\n")
                .doesNotContain("# Commandstats");
        assertThat(Clients.info(client, "server"))
                .containsEntry("server_name", "rafka")
                .containsEntry("redis_mode", "standalone");
        assertThat(Clients.info(client, "memory")).containsKeys("used_memory", "used_memory_human");
    }
}
