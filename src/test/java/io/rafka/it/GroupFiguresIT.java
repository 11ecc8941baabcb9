package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What INFO, HGETALL stats and /metrics tell of consumers, at a gateway of its own. */
@SuppressWarnings("NullAway.Init") // JUnit calls connect() first
class GroupFiguresIT extends AdminTester {
    private final String group = RafkaTester.unique("g");
    private RawClient client;

    @BeforeEach
    void connect() {
        client = Clients.consumer(server.port(), group + ":c");
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    /** Of {@code /metrics}, by name, those of the group and topic. */
    private Map<String, String> metrics(String topic) throws IOException, InterruptedException {
        Map<String, String> values = new TreeMap<>();
        get("/metrics").body().lines().forEach(line -> {
            int end = line.lastIndexOf(' ');
            String series = line.substring(0, end)
                    .replace("{group=\"" + group + "\",topic=\"" + topic + "\"}", "")
                    .replace("{group=\"" + group + "\"}", "")
                    .replace("{group=\"" + group + "\",reason=", "{");
            if (line.startsWith("rafka_consumer_") && line.contains("\"" + group + "\"")) {
                values.put(series, line.substring(end + 1));
            }
        });
        return values;
    }

    private Map<String, Object> statistics() {
        List<?> pairs = client.callList("HGETALL", "stats");
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            values.put(String.valueOf(pairs.get(i)), pairs.get(i + 1));
        }
        return values;
    }

    @Test
    void whatAClientHasNotAcknowledgedIsTold() throws Exception {
        String topic = rafka.createTopic("figures", 1);
        Clients.produce(server.port(), topic, "a", "b", "c", "d", "e");
        for (int i = 0; i < 3; i++) {
            assertThat(client.callList("BLPOP", "topics:" + topic, "20")).hasSize(8);
        }
        assertThat(client.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
        await().untilAsserted(() -> assertThat(metrics(topic))
                .isEqualTo(Map.ofEntries(
                        Map.entry("rafka_consumer_members", "1.0"),
                        Map.entry("rafka_consumer_assigned_partitions", "1.0"),
                        Map.entry("rafka_consumer_unacknowledged_records", "2.0"),
                        Map.entry("rafka_consumer_lag_records", "4.0"),
                        Map.entry("rafka_consumer_handed_out_records_total", "3.0"),
                        Map.entry("rafka_consumer_acknowledgements_total", "1.0"),
                        Map.entry("rafka_consumer_committed_records_total", "1.0"),
                        Map.entry("rafka_consumer_rebalances_total", "1.0"),
                        Map.entry("rafka_consumer_failed_commits_total", "0.0"),
                        Map.entry("rafka_consumer_kicked_out_total{\"away\"}", "0.0"),
                        Map.entry("rafka_consumer_kicked_out_total{\"fenced\"}", "0.0"),
                        Map.entry("rafka_consumer_kicked_out_total{\"lost\"}", "0.0"))));
        assertThat(Clients.info(client, "groups"))
                .containsEntry("group_0", "name=" + group + ",members=1,rebalances=1,kicked_out=0,failed_commits=0")
                .containsEntry(
                        "group_0_topic_0",
                        "name=" + topic + ",assigned_partitions=1,consumed_messages=3,acks=1,committed_messages=1,"
                                + "unacknowledged_messages=2,lag=4");
        String labels = "{group=\"" + group + "\",topic=\"" + topic + "\"}";
        assertThat(statistics())
                .containsEntry("consumer.consumed.messages", "3")
                .containsEntry("consumer.unacknowledged.messages", "2")
                .containsEntry("consumer.committed.messages", "1")
                .containsEntry("consumer.lag", "4")
                .containsEntry("consumer.assigned.partitions", "1")
                .containsEntry("consumer.members{group=\"" + group + "\"}", "1")
                .containsEntry("consumer.consumed.messages" + labels, "3")
                .containsEntry("consumer.unacknowledged.messages" + labels, "2")
                .containsEntry("consumer.lag" + labels, "4");
    }

    /** A member that has not been given anything does not know itself where it stands. */
    @Test
    void theLagOfAQuietPartitionIsKnown() throws Exception {
        String topic = rafka.createTopic("quiet", 2);
        Clients.produce(server.port(), topic, "a");
        consumeAll(topic, 1);
        server.close();
        startAgain();
        client = Clients.consumer(server.port(), group + ":c");
        assertThat(client.call("BLPOP", "topics:" + topic, "0.1")).isNull();
        await().atMost(Clients.LIMIT)
                .untilAsserted(() -> assertThat(metrics(topic))
                        .containsEntry("rafka_consumer_assigned_partitions", "2.0")
                        .containsEntry("rafka_consumer_lag_records", "0.0"));
    }

    private void consumeAll(String topic, int records) {
        for (int i = 0; i < records; i++) {
            List<?> message = client.callList("BLPOP", "topics:" + topic, "20");
            assertThat(client.call("RPUSH", "acks", topic + ":" + message.get(3) + ":" + message.get(5)))
                    .isEqualTo(1L);
        }
        client.close();
    }

    /** Its client hangs, and so nothing more is fetched: the lag grows all the same. */
    @Test
    void theLagOfAClientThatHangsGrows() throws Exception {
        String topic = rafka.createTopic("hanging", 1);
        String key = "topics:" + topic + ":{\"queued.min.messages\":1}";
        Clients.produce(server.port(), topic, "a");
        assertThat(client.callList("BLPOP", key, "20")).hasSize(8);
        for (int i = 0; i < 20; i++) {
            Clients.produce(server.port(), topic, "x".repeat(1_000));
        }
        await().untilAsserted(() -> assertThat(metrics(topic)).containsEntry("rafka_consumer_lag_records", "21.0"));
    }

    @Test
    void aClientThatIsAwayTooLongIsCounted() throws Exception {
        String topic = rafka.createTopic("away", 1);
        Clients.produce(server.port(), topic, "a");
        String key = "topics:" + topic + ":{\"max.poll.interval.ms\":1000}";
        assertThat(client.callList("BLPOP", key, "20")).hasSize(8);
        await().atMost(Clients.LIMIT)
                .untilAsserted(() -> assertThat(metrics(topic))
                        .containsEntry("rafka_consumer_kicked_out_total{\"away\"}", "1.0")
                        .containsEntry("rafka_consumer_kicked_out_total{\"lost\"}", "0.0")
                        .containsEntry("rafka_consumer_members", "0.0"));
        assertThat(statistics()).containsEntry("consumer.kicked.out", "1");
    }

    @Test
    void aFencedMemberIsCountedOnce() throws Exception {
        String topic = rafka.createTopic("fenced", 1);
        Clients.produce(server.port(), topic, "a");
        String key = "topics:" + topic + ":{\"group.instance.id\":\"i\",\"heartbeat.interval.ms\":200}";
        assertThat(client.callList("BLPOP", key, "20")).hasSize(8);
        // At another gateway, which does not know of the first.
        try (RafkaServer other = rafka.startAnother(Map.of());
                RawClient second = Clients.consumer(other.port(), group + ":d")) {
            assertThat(second.callList("BLPOP", key, "20")).hasSize(8);
            await().atMost(Clients.LIMIT)
                    .untilAsserted(() -> assertThat(metrics(topic))
                            .containsEntry("rafka_consumer_kicked_out_total{\"fenced\"}", "1.0")
                            .containsEntry("rafka_consumer_kicked_out_total{\"lost\"}", "0.0")
                            .containsEntry("rafka_consumer_members", "0.0"));
        }
    }

    @Test
    void aMemberThatTheBrokersHaveGivenUpIsCounted() throws Exception {
        String topic = rafka.createTopic("lost", 1);
        Clients.produce(server.port(), topic, "a");
        String key = "topics:" + topic + ":{\"heartbeat.interval.ms\":200}";
        assertThat(client.callList("BLPOP", key, "20")).hasSize(8);
        rafka.admin()
                .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get();
        await().atMost(Clients.LIMIT)
                .untilAsserted(() -> assertThat(metrics(topic))
                        .containsEntry("rafka_consumer_kicked_out_total{\"lost\"}", "1.0")
                        // It joins again by itself.
                        .containsEntry("rafka_consumer_rebalances_total", "2.0"));
    }

    @Test
    void groupsAboveTheirNumberAreOneSeries() throws Exception {
        String topic = rafka.createTopic("bounded", 3);
        assertThat(client.call("CONFIG", "SET", "metrics-groups", "0")).isEqualTo("OK");
        List<RawClient> members = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                RawClient member = Clients.consumer(server.port(), group + i + ":c");
                members.add(member);
                assertThat(member.call("BLPOP", "topics:" + topic, "0.1")).isNull();
            }
            assertThat(get("/metrics").body())
                    .contains("rafka_consumer_members{group=\"other\"} 3.0\n")
                    .doesNotContain(group);
        } finally {
            members.forEach(RawClient::close);
        }
    }

    @Test
    void resetForgetsWhatWasCountedAndNotWhatIs() throws Exception {
        String topic = rafka.createTopic("reset", 1);
        Clients.produce(server.port(), topic, "a");
        assertThat(client.callList("BLPOP", "topics:" + topic, "20")).hasSize(8);
        assertThat(client.call("CONFIG", "RESETSTAT")).isEqualTo("OK");
        assertThat(metrics(topic))
                .containsEntry("rafka_consumer_handed_out_records_total", "0.0")
                .containsEntry("rafka_consumer_rebalances_total", "0.0")
                .containsEntry("rafka_consumer_assigned_partitions", "1.0")
                .containsEntry("rafka_consumer_unacknowledged_records", "1.0");
    }
}
