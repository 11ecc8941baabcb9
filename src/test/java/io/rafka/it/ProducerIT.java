package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Producing, where it is not simply :1. */
@ExtendWith(RafkaExtension.class)
class ProducerIT {
    private static final int MOST = 1_000_000;

    /** Reads a topic of one partition from the beginning, up to this many messages. */
    private static void expectMessages(RafkaTester rafka, String topic, int count) {
        try (RawClient client = rafka.connect()) {
            client.call("CLIENT", "SETNAME", RafkaTester.unique("g") + ":c");
            for (int i = 0; i < count; i++) {
                Object reply = client.call("BLPOP", "topics:" + topic, "10");
                assertThat(reply)
                        .isEqualTo(List.of("topic", topic, "partition", 0L, "offset", (long) i, "value", "m" + i));
            }
        }
    }

    private static String pipeline(String topic, int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(RawClient.array("RPUSHX", "topics:" + topic, "m" + i));
        }
        return all.toString();
    }

    @Test
    void aRecordAboveTheLargestIsRefusedAndTheConnectionStays(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect()) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "x".repeat(MOST - 200)))
                    .isEqualTo(1L);
            assertThat(client.call("RPUSHX", "topics:" + topic, "x".repeat(MOST + 1)))
                    .isEqualTo("-PROD Broker: Message size too large");
            assertThat(client.call("RPUSHX", "topics:" + topic, "x".repeat(32_768_000)))
                    .isEqualTo("-PROD Broker: Message size too large");
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
    }

    @Test
    void aTopicTakesRecordsFromTheMomentOfItsCreation(RafkaTester rafka) {
        try (RawClient client = rafka.connect()) {
            for (int i = 0; i < 20; i++) {
                String topic = RafkaTester.unique("t");
                rafka.createTopicUnawaited(topic, 1);
                assertThat(client.call("RPUSHX", "topics:" + topic, "m0")).isEqualTo(1L);
                assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
                expectMessages(rafka, topic, 1);
            }
        }
    }

    @Test
    void whatAClientSentBeforeItClosedIsDelivered(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        // The topic is new to the gateway, so the first record is held back, and the others are behind it.
        try (RawClient client = rafka.connect()) {
            client.send(pipeline(topic, 1_000));
        }
        expectMessages(rafka, topic, 1_000);
    }

    @Test
    void aClientThatOnlyClosesItsSideGetsItsReplies(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect()) {
            client.send(pipeline(topic, 1_000)).shutdownOutput();
            assertThat(client.read(4 * 1_000)).isEqualTo(":1\r\n".repeat(1_000));
            assertThat(client.isAtEnd()).isTrue();
        }
        expectMessages(rafka, topic, 1_000);
    }

    @Test
    void aBrokerThatCreatesTopicsCreatesThemAtTheFirstRecord() {
        try (RafkaTester rafka = RafkaTester.start(Map.of(), "{\"auto.offset.reset\":\"earliest\"}", "{}");
                RawClient client = rafka.connect()) {
            assertThat(client.call("RPUSHX", "topics:fresh", "m0")).isEqualTo(1L);
            assertThat(client.call("RPUSHX", "topics:fresh:key", "m1")).isEqualTo(1L);
            assertThat(client.call("RPUSHX", "topics:other:key", "m0")).isEqualTo(1L);
            assertThat(client.call("KEYS", "topics:")).isEqualTo(List.of("topics:fresh", "topics:other"));
            expectMessages(rafka, "fresh", 2);
        }
    }

    @Test
    void keysAndScanListTheTopics() {
        try (RafkaTester rafka = RafkaTester.start(Map.of(), "{}", "{}");
                RawClient client = rafka.connect()) {
            for (int i = 0; i < 25; i++) {
                rafka.createTopicNamed("topic-" + i, 1);
            }
            assertThat((List<?>) client.call("KEYS", "topics:")).hasSize(25);
            assertThat(client.call("KEYS", "topics:topic-2?"))
                    .isEqualTo(List.of(
                            "topics:topic-20",
                            "topics:topic-21",
                            "topics:topic-22",
                            "topics:topic-23",
                            "topics:topic-24"));
            Set<Object> seen = new HashSet<>();
            String cursor = "0";
            do {
                List<?> page = client.callList("SCAN", cursor, "COUNT", "7");
                assertThat(page).hasSize(2);
                cursor = String.valueOf(page.get(0));
                seen.addAll((List<?>) page.get(1));
            } while (!cursor.equals("0"));
            assertThat(seen).hasSize(25).contains("topics:topic-0", "topics:topic-24");
        }
    }

    @Test
    void theStatisticsCountAndAreReset() {
        try (RafkaTester rafka = RafkaTester.start(Map.of(), "{}", "{}");
                RawClient client = rafka.connect()) {
            client.call("RPUSHX", "topics:t", "x");
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            List<?> before = client.callList("HGETALL", "STATS");
            assertThat(before.subList(0, 8))
                    .isEqualTo(List.of(
                            "producer.unflushed.messages",
                            "0",
                            "producer.delivery.errors",
                            "0",
                            "producer.unknown.events",
                            "0",
                            "producer.accepted.messages",
                            "1"));
            assertThat(client.call("DEL", "stats")).isEqualTo(1L);
            List<?> after = client.callList("HGETALL", "stats");
            assertThat(after.get(7)).isEqualTo("0");
        }
    }
}
