package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Topics as keys: how long they are, and how they go. The gateways here allow that they are deleted. */
@ExtendWith(RafkaExtension.class)
class KeysIT {
    private static RafkaServer deleting(RafkaTester rafka) throws Exception {
        return rafka.startAnother(Map.of("allow-topic-deletion", "yes"));
    }

    private static void awaitGone(RawClient client, String topic) {
        await().untilAsserted(() -> {
            assertThat(client.call("TYPE", "topics:" + topic)).isEqualTo("none");
            assertThat(client.call("EXISTS", "topics:" + topic)).isEqualTo(0L);
        });
    }

    @Test
    void delAndUnlinkDeleteTopics(RafkaTester rafka) throws Exception {
        try (RafkaServer server = deleting(rafka);
                RawClient client = RawClient.connect(server.port())) {
            for (String command : List.of("DEL", "UNLINK")) {
                String topic = rafka.createTopic("t", 3);
                Clients.produce(server.port(), topic, "a");
                assertThat(client.call("TYPE", "topics:" + topic)).isEqualTo("list");
                assertThat(client.call(command, "topics:" + topic)).isEqualTo(1L);
                awaitGone(client, topic);
                assertThat(client.call("LLEN", "topics:" + topic)).isEqualTo(0L);
                assertThat(client.callList("KEYS", "topics:" + topic)).isEmpty();
                await().until(() -> !rafka.admin().listTopics().names().get().contains(topic));
                assertThat(client.call(command, "topics:" + topic))
                        .as("once more")
                        .isEqualTo(0L);
            }
        }
    }

    @Test
    void theAnswerIsHowManyThereWere(RafkaTester rafka) throws Exception {
        String first = rafka.createTopic("t", 1);
        String second = rafka.createTopic("t", 1);
        try (RafkaServer server = deleting(rafka);
                RawClient client = RawClient.connect(server.port())) {
            assertThat(client.call(
                            "DEL",
                            "topics:" + first,
                            "topics:" + RafkaTester.unique("missing"),
                            "topics:" + first,
                            "foo",
                            "topics:" + second,
                            "topics:" + second + ":a-records-key",
                            "topics:a/b"))
                    .isEqualTo(2L);
            awaitGone(client, first);
            awaitGone(client, second);
            assertThat(client.call("DEL", "stats", "topics:" + RafkaTester.unique("missing"), "stats"))
                    .isEqualTo(1L);
        }
    }

    @Test
    void aDeletedTopicCanBeMadeAndFilledAgain(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = deleting(rafka);
                RawClient client = RawClient.connect(server.port())) {
            Clients.produce(server.port(), topic, "a", "b", "c");
            assertThat(client.call("DEL", "topics:" + topic)).isEqualTo(1L);
            awaitGone(client, topic);
            rafka.createTopicNamed(topic, 2);
            // The first records may still be sent to what was there before, and are counted as failed.
            await().atMost(Clients.LIMIT).until(() -> {
                client.call("RPUSHX", "topics:" + topic, "d");
                client.call("DUMP", "10000");
                return Long.valueOf(1).compareTo((Long)
                                java.util.Objects.requireNonNull(client.call("LLEN", "topics:" + topic)))
                        <= 0;
            });
        }
    }

    @Test
    void nothingIsDeletedIfOneKeyIsRefused(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect()) {
            String refusal = "-ERR topics are not deleted here, allow-topic-deletion is no: 'topics:" + topic + "'";
            Clients.produce(rafka.port(), topic, "a");
            List<?> before = client.callList("HGETALL", "stats");
            assertThat(before.get(6)).isEqualTo("producer.accepted.messages");
            assertThat(client.call("DEL", "foo", "stats", "topics:" + topic)).isEqualTo(refusal);
            assertThat(client.call("UNLINK", "topics:" + topic, "stats")).isEqualTo(refusal);
            assertThat(Long.parseLong(
                            String.valueOf(client.callList("HGETALL", "stats").get(7))))
                    .as("stats has not been set to 0")
                    .isGreaterThanOrEqualTo(Long.parseLong(String.valueOf(before.get(7))));
            assertThat(client.call("LLEN", "topics:" + topic)).isEqualTo(1L);
        }
    }

    @Test
    void llenCountsWhatIsThereInAllPartitions(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 3);
        try (RawClient client = rafka.connect()) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.call("RPUSHX", "topics:" + topic + ":" + i, "x"))
                        .isEqualTo(1L);
            }
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(client.call("LLEN", "topics:" + topic)).isEqualTo(100L);

            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            all.put(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(5));
            rafka.admin().deleteRecords(all).all().get();
            assertThat(client.call("LLEN", "topics:" + topic)).isEqualTo(95L);
            all.put(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(-1));
            all.put(new TopicPartition(topic, 1), RecordsToDelete.beforeOffset(-1));
            all.put(new TopicPartition(topic, 2), RecordsToDelete.beforeOffset(-1));
            rafka.admin().deleteRecords(all).all().get();
            assertThat(client.call("LLEN", "topics:" + topic)).isEqualTo(0L);
            assertThat(client.call("EXISTS", "topics:" + topic, "topics:" + topic))
                    .as("a list without elements, but a topic")
                    .isEqualTo(2L);
            assertThat(client.call("RPUSHX", "topics:" + topic, "x")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(client.call("LLEN", "topics:" + topic)).isEqualTo(1L);
        }
    }

    @Test
    void aClusterWithoutTopicsHasNoKeys() {
        try (RafkaTester rafka = RafkaTester.start();
                RawClient client = rafka.connect()) {
            assertThat(client.call("DBSIZE")).isEqualTo(0L);
            assertThat(client.send(RawClient.array("RANDOMKEY")).readLine()).isEqualTo("$-1\r\n");
            assertThat(client.callList("KEYS", "*")).isEmpty();
            assertThat(client.callList("SCAN", "0")).isEqualTo(List.of("0", List.of()));
            assertThat(Clients.info(client, "keyspace")).isEmpty();

            rafka.createTopicNamed("a", 1);
            rafka.createTopicNamed("b", 3);
            // With what Kafka has for itself: the offsets of groups.
            assertThat(client.call("RPUSHX", "topics:a", "x")).isEqualTo(1L);
            assertThat(Clients.values(rafka.port(), "a", 1)).containsExactly("x");
            assertThat(client.call("DBSIZE")).isEqualTo(2L);
            assertThat(client.callList("KEYS", "*")).isEqualTo(List.of("topics:a", "topics:b"));
            List<Object> seen = new ArrayList<>();
            await().until(() -> {
                seen.add(String.valueOf(client.call("RANDOMKEY")));
                return seen.contains("topics:a") && seen.contains("topics:b");
            });
            assertThat(seen).containsOnly("topics:a", "topics:b");
            assertThat(client.callList("SCAN", "0", "TYPE", "LIST", "COUNT", "10")
                            .get(1))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .containsExactlyInAnyOrder("topics:a", "topics:b");
            assertThat(client.callList("SCAN", "0", "TYPE", "string", "COUNT", "10"))
                    .isEqualTo(List.of("0", List.of()));
            // An answer of the cluster is given again for a second.
            await().untilAsserted(() -> assertThat(Clients.info(client, "keyspace"))
                    .containsEntry("db0", "keys=2,expires=0,avg_ttl=0,subexpiry=0"));
        }
    }
}
