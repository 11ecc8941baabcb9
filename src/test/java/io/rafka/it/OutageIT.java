package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.BrokerCluster;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker of its own process that stops answering, and comes back. */
class OutageIT {
    private static final int ROOM = 20;

    private static RafkaServer gateway(Path directory, BrokerCluster kafka, int timeoutMillis) throws Exception {
        return gateway(directory, kafka, timeoutMillis, 5);
    }

    private static RafkaServer gateway(Path directory, BrokerCluster kafka, int timeoutMillis, int lingerMillis)
            throws Exception {
        Path config = Files.writeString(directory.resolve("librdkafka.json"), """
                {"general":{"bootstrap.servers":"%s"},
                 "consumer":{"auto.offset.reset":"earliest"},
                 "producer":{"queue.buffering.max.messages":%d,"message.timeout.ms":%d,
                             "linger.ms":%d}}""".formatted(
                        kafka.bootstrapServers(), ROOM, timeoutMillis, lingerMillis));
        return RafkaTester.serve(config);
    }

    @Test
    void nothingIsLostAndNobodyElseWaits(@TempDir Path directory) throws Exception {
        try (BrokerCluster kafka = BrokerCluster.start(1, directory.resolve("kafka"), Map.of());
                RafkaServer rafka = gateway(directory, kafka, 300_000);
                RawClient client = RawClient.connect(rafka.port());
                RawClient other = RawClient.connect(rafka.port())) {
            assertThat(client.call("RPUSHX", "topics:t", "m0")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(other.call("RPUSHX", "topics:t", "m1")).isEqualTo(1L);
            assertThat(other.call("DUMP", "10000")).isEqualTo(0L);

            kafka.brokers().get(0).pause();
            int accepted = 2;
            // Without waiting for replies: those behind a full buffer must wait, and then be told.
            client.send(RawClient.array("RPUSHX", "topics:t", "m").repeat(ROOM + 5));
            List<Object> replies = new ArrayList<>();
            for (int i = 0; i < ROOM; i++) {
                replies.add(client.reply());
            }
            assertThat(replies).containsOnly(1L);
            accepted += ROOM;
            assertThat(other.call("PING")).isEqualTo("PONG");
            assertThat(other.call("DUMP", "100")).isEqualTo(0L);
            assertThat(other.call("RPUSHX", "topics:t", "x")).isEqualTo("-PROD Local: Queue full");
            assertThat(String.valueOf(other.call("RPUSHX", "topics:unheard-of", "x")))
                    .startsWith("-PROD Local: ");
            for (int i = 0; i < 5; i++) {
                assertThat(client.reply()).isEqualTo("-PROD Local: Queue full");
            }
            assertThat(client.call("DUMP", "100")).isEqualTo((long) ROOM);
            // What was accepted belongs to Kafka, whatever becomes of the client; its name is free at once.
            assertThat(client.call("CLIENT", "SETNAME", "g:c")).isEqualTo("OK");
            client.send(RawClient.array("DUMP", "600000"));
            client.shutdownOutput();
            assertThat(client.isAtEnd()).isTrue();

            kafka.brokers().get(0).resume();
            assertThat(other.call("CLIENT", "SETNAME", "g:c")).isEqualTo("OK");
            for (int i = 0; i < accepted; i++) {
                assertThat(other.call("BLPOP", "topics:t", "30")).isInstanceOf(List.class);
            }
            assertThat(other.call("BLPOP", "topics:t", "1")).isNull();
            assertThat(other.call("RPUSHX", "topics:t", "again")).isEqualTo(1L);
        }
    }

    @Test
    void aRecordWhoseTopicTookLongWaitsForRoomAsLongAsAnyOther(@TempDir Path directory) throws Exception {
        // What fills the room leaves it 1.8 s later; the topic is known after 1.3 s, and room is waited for 1 s.
        try (BrokerCluster kafka = BrokerCluster.start(1, directory.resolve("kafka"), Map.of());
                RafkaServer rafka = gateway(directory, kafka, 300_000, 1_800);
                RawClient client = RawClient.connect(rafka.port());
                RawClient other = RawClient.connect(rafka.port());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("new", 1, (short) 1))).all().get();
            assertThat(client.call("RPUSHX", "topics:t", "m0")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);

            client.send(RawClient.array("RPUSHX", "topics:t", "m").repeat(ROOM));
            for (int i = 0; i < ROOM; i++) {
                assertThat(client.reply()).isEqualTo(1L);
            }
            kafka.brokers().get(0).pause();
            other.send(RawClient.array("RPUSHX", "topics:new", "m"));
            assertThat(client.call("DUMP", "1300")).isEqualTo((long) ROOM);
            kafka.brokers().get(0).resume();
            assertThat(other.reply()).isEqualTo(1L);
        }
    }

    @Test
    void infoDoesNotWaitForABrokerThatIsSilent(@TempDir Path directory) throws Exception {
        try (BrokerCluster kafka = BrokerCluster.start(1, directory.resolve("kafka"), Map.of());
                RafkaServer rafka = gateway(directory, kafka, 300_000);
                RawClient client = RawClient.connect(rafka.port());
                RawClient waiting = RawClient.connect(rafka.port())) {
            assertThat(client.call("RPUSHX", "topics:t", "m")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            await().untilAsserted(() -> assertThat(String.valueOf(client.call("INFO", "kafka", "keyspace")))
                    .contains("db0:keys=1,", "cluster_answers:1\r\n", "brokers:1\r\n", "topics:1\r\n"));

            kafka.brokers().get(0).pause();
            // What was known a moment ago may be told once more.
            await().untilAsserted(() -> assertThat(String.valueOf(client.call("INFO", "kafka")))
                    .contains("cluster_answers:0\r\n", "brokers:1\r\n", "topics:1\r\n"));
            // Who asks for what only the brokers know waits for them, for four seconds; INFO is answered before.
            waiting.send(RawClient.array("DBSIZE"));
            assertThat(String.valueOf(client.call("INFO", "kafka"))).contains("cluster_answers:0\r\n");
            assertThat(waiting.hasReply()).isFalse();
            assertThat(String.valueOf(waiting.reply())).startsWith("-ERR Kafka does not answer about its topics: ");
            kafka.brokers().get(0).resume();
            await().untilAsserted(() ->
                    assertThat(String.valueOf(client.call("INFO", "kafka"))).contains("cluster_answers:1\r\n"));
        }
    }

    @Test
    void aRecordThatFailsForGoodIsCountedAndNoLongerOutstanding(@TempDir Path directory) throws Exception {
        try (BrokerCluster kafka = BrokerCluster.start(1, directory.resolve("kafka"), Map.of());
                RafkaServer rafka = gateway(directory, kafka, 1_000);
                RawClient client = RawClient.connect(rafka.port())) {
            assertThat(client.call("RPUSHX", "topics:t", "delivered")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            kafka.brokers().get(0).pause();
            assertThat(client.call("RPUSHX", "topics:t", "lost")).isEqualTo(1L);
            assertThat(client.call("DUMP", "0")).isEqualTo(1L);
            assertThat(client.call("DUMP", "15000")).isEqualTo(0L);
            assertThat(client.callList("HGETALL", "stats").subList(0, 4))
                    .isEqualTo(List.of("producer.unflushed.messages", "0", "producer.delivery.errors", "1"));
            kafka.brokers().get(0).resume();
            assertThat(client.call("RPUSHX", "topics:t", "not sent")).isEqualTo("-PROD Local: Message timed out");
            assertThat(client.call("RPUSHX", "topics:t", "delivered again")).isEqualTo(1L);
            assertThat(client.call("DUMP", "15000")).isEqualTo(0L);
        }
    }

    @Test
    void theConnectionThatLostARecordIsToldOnceAtItsNextRecordForThatTopic(@TempDir Path directory) throws Exception {
        try (BrokerCluster kafka = BrokerCluster.start(1, directory.resolve("kafka"), Map.of());
                RafkaServer rafka = gateway(directory, kafka, 1_000);
                RawClient client = RawClient.connect(rafka.port());
                RawClient other = RawClient.connect(rafka.port())) {
            for (RawClient each : List.of(client, other)) {
                assertThat(each.call("RPUSHX", "topics:lossy:k", "delivered")).isEqualTo(1L);
                assertThat(each.call("RPUSHX", "topics:healthy", "delivered")).isEqualTo(1L);
                assertThat(each.call("DUMP", "10000")).isEqualTo(0L);
            }
            kafka.brokers().get(0).pause();
            try (LogCapture log = LogCapture.of("io.rafka.kafka.producer")) {
                assertThat(client.call("RPUSHX", "topics:lossy:k", "secret 1")).isEqualTo(1L);
                assertThat(client.call("RPUSHX", "topics:lossy:k", "secret 2")).isEqualTo(1L);
                assertThat(client.call("DUMP", "15000")).isEqualTo(0L);
                // Each with a line of its own, so that it can be traced; CRC-32 of the key.
                String line = "record not delivered topic=lossy reason=\"Local: Message timed out\" session=\\d+/"
                        + client.address() + " keyHash=0862575d size=8";
                assertThat(log.lines().stream().filter(one -> one.matches(".*" + line)))
                        .hasSize(2);
                assertThat(log.lines()).noneMatch(one -> one.contains("secret"));
            }
            kafka.brokers().get(0).resume();

            assertThat(other.call("RPUSHX", "topics:lossy:k", "of others")).isEqualTo(1L);
            assertThat(client.call("RPUSHX", "topics:healthy", "of another topic"))
                    .isEqualTo(1L);
            assertThat(client.call("RPUSHX", "topics:lossy:k", "not sent")).isEqualTo("-PROD Local: Message timed out");
            assertThat(client.call("RPUSHX", "topics:lossy:k", "sent")).isEqualTo(1L);
            assertThat(client.call("DUMP", "15000")).isEqualTo(0L);
            // The broker may have taken what it had not answered in time.
            assertThat(other.call("CLIENT", "SETNAME", "g:c")).isEqualTo("OK");
            List<Object> values = new ArrayList<>();
            while (!values.contains("sent")) {
                values.add(other.callList("BLPOP", "topics:lossy", "20").get(7));
            }
            assertThat(values).contains("of others").doesNotContain("not sent");

            List<?> stats = client.callList("HGETALL", "stats");
            int counter = stats.indexOf("producer.delivery.errors{topic=\"lossy\",error=\"Local: Message timed out\"}");
            assertThat(counter).isPositive();
            assertThat(stats.get(counter + 1)).isEqualTo("2");
            assertThat(String.valueOf(client.call("INFO", "kafka")))
                    .contains("delivery_error_0:topic=lossy,error=Local: Message timed out,count=2\r\n");
            assertThat(client.call("DEL", "stats")).isEqualTo(1L);
            assertThat(String.valueOf(client.callList("HGETALL", "stats"))).doesNotContain("producer.delivery.errors{");
        }
    }
}
