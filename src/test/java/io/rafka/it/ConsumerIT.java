package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One consumer, or a few, in the moments that decide whether messages are lost or come twice. */
@ExtendWith(RafkaExtension.class)
class ConsumerIT {
    private static final String SHUT = "CONS Local: Erroneous state";

    private static RawClient consumer(RafkaTester rafka, String name) {
        RawClient client = rafka.connect();
        assertThat(client.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
        return client;
    }

    private static void produce(RafkaTester rafka, String topic, String... values) {
        try (RawClient producer = rafka.connect()) {
            for (String value : values) {
                assertThat(producer.call("RPUSHX", "topics:" + topic, value)).isEqualTo(1L);
            }
            assertThat(producer.call("DUMP", "10000")).isEqualTo(0L);
        }
    }

    private static List<Object> message(String topic, long offset, String value) {
        return List.of("topic", topic, "partition", 0L, "offset", offset, "value", value);
    }

    @Test
    void aTombstoneIsANullBulk(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("tombs", 1);
        Map<String, Object> properties = Map.of("bootstrap.servers", rafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> kafka =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            kafka.send(new ProducerRecord<>(topic, new byte[] {1}, null)).get();
        }
        try (RawClient client = consumer(rafka, RafkaTester.unique("g") + ":c")) {
            assertThat(String.valueOf(client.call("BLPOP", "topics:" + topic, "10")))
                    .isEqualTo("[topic, " + topic + ", partition, 0, offset, 0, value, null]");
        }
    }

    @Test
    void aClientThatDoesNotComeBackLosesItsPartitionsAndMayJoinAgain(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String group = RafkaTester.unique("g");
        produce(rafka, topic, "one");
        String key = "topics:" + topic + ":{\"max.poll.interval.ms\":1000}";
        try (RawClient slow = consumer(rafka, group + ":slow");
                RawClient other = consumer(rafka, group + ":other")) {
            assertThat(slow.call("BLPOP", key, "10")).isEqualTo(message(topic, 0, "one"));
            assertThat(other.call("BLPOP", "topics:" + topic, "20")).isEqualTo(message(topic, 0, "one"));
            assertThat(slow.call("RPUSH", "acks", topic + ":0:0")).isEqualTo("-" + SHUT);
            assertThat(other.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            assertThat(other.call("QUIT")).isEqualTo("OK");
            produce(rafka, topic, "two");
            assertThat(slow.call("BLPOP", key, "20")).isEqualTo(message(topic, 1, "two"));
        }
    }

    @Test
    void aRebalanceDoesNotWaitForABusyClientNorGiveItsMessageAgain(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 2);
        String group = RafkaTester.unique("g");
        try (RawClient busy = consumer(rafka, group + ":busy");
                RawClient joining = consumer(rafka, group + ":joining")) {
            produce(rafka, topic, "a", "b", "c", "d");
            Object first = busy.call("BLPOP", "topics:" + topic, "10");
            // Keys are balanced until the new member has a partition of its own; the busy one does nothing meanwhile.
            assertThat(joining.call("BLPOP", "topics:" + topic, "2")).isNotEqualTo(first);
            try (RawClient producer = rafka.connect()) {
                for (int key = 0; key < 20; key++) {
                    producer.call("RPUSHX", "topics:" + topic + ":" + key, "later");
                }
            }
            assertThat(joining.call("BLPOP", "topics:" + topic, "20")).isNotNull();
            List<Object> rest = new ArrayList<>();
            // What the rebalance has brought is fetched when the fetch before it is over.
            for (Object next = busy.call("BLPOP", "topics:" + topic, "10");
                    next != null;
                    next = busy.call("BLPOP", "topics:" + topic, "1")) {
                rest.add(next);
            }
            assertThat(rest).isNotEmpty().doesNotContain(first).doesNotHaveDuplicates();
        }
    }

    @Test
    void aTopicThatAppearsLaterIsConsumed(RafkaTester rafka) {
        String topic = RafkaTester.unique("later");
        try (RawClient client = consumer(rafka, RafkaTester.unique("g") + ":c")) {
            assertThat(String.valueOf(client.call("BLPOP", "topics:" + topic, "10")))
                    .startsWith("-CONS Poll Subscribed topic not available: " + topic);
            client.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            rafka.createTopicNamed(topic, 1);
            produce(rafka, topic, "x");
            assertThat(client.reply()).isEqualTo(message(topic, 0, "x"));
        }
    }

    @Test
    void aTopicThatAppearsLaterAndMatchesAPatternIsConsumed(RafkaTester rafka) {
        String topic = RafkaTester.unique("matching");
        try (RawClient client = consumer(rafka, RafkaTester.unique("g") + ":c")) {
            assertThat(client.call("BLPOP", "topics:^" + topic, "0.5")).isNull();
            rafka.createTopicNamed(topic, 1);
            produce(rafka, topic, "x");
            assertThat(client.call("BLPOP", "topics:^" + topic, "20")).isEqualTo(message(topic, 0, "x"));
        }
    }

    @Test
    void aClientThatHasGoneWhileItWaitedGetsNothing(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String group = RafkaTester.unique("g");
        for (int round = 0; round < 4; round++) {
            RawClient gone = consumer(rafka, group + ":c");
            gone.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            if (round % 2 == 0) {
                gone.close();
            } else {
                gone.reset();
            }
            try (RawClient next = consumer(rafka, group + ":c")) {
                produce(rafka, topic, "round " + round);
                assertThat(next.call("BLPOP", "topics:" + topic, "20"))
                        .isEqualTo(message(topic, round, "round " + round));
                assertThat(next.call("RPUSH", "acks", topic + ":0:" + round)).isEqualTo(1L);
            }
        }
    }

    @Test
    void anUnacknowledgedMessageComesAgainAfterAReset(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String group = RafkaTester.unique("g");
        produce(rafka, topic, "one", "two");
        RawClient first = consumer(rafka, group + ":first");
        assertThat(first.call("BLPOP", "topics:" + topic, "10")).isEqualTo(message(topic, 0, "one"));
        assertThat(first.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
        assertThat(first.call("BLPOP", "topics:" + topic, "10")).isEqualTo(message(topic, 1, "two"));
        first.reset();
        try (RawClient second = consumer(rafka, group + ":second")) {
            assertThat(second.call("BLPOP", "topics:" + topic, "20")).isEqualTo(message(topic, 1, "two"));
        }
    }

    @Test
    void acknowledgementsAreCommittedOnTheInterval(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String group = RafkaTester.unique("g");
        produce(rafka, topic, "one");
        try (RawClient client = consumer(rafka, group + ":c")) {
            assertThat(client.call("BLPOP", "topics:" + topic, "10")).isEqualTo(message(topic, 0, "one"));
            assertThat(client.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            await().untilAsserted(() -> assertThat(rafka.admin()
                            .listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .toString())
                    .contains("offset=1"));
        }
    }

    @Test
    void aNameIsFreeTheMomentItsConnectionCloses(RafkaTester rafka) {
        String name = RafkaTester.unique("g") + ":c";
        for (int i = 0; i < 300; i++) {
            try (RawClient client = rafka.connect()) {
                assertThat(client.call("CLIENT", "SETNAME", name))
                        .as("round " + i)
                        .isEqualTo("OK");
                if (i % 3 == 0) {
                    assertThat(client.call("QUIT")).isEqualTo("OK");
                }
            }
        }
    }

    @Test
    void extremeTimeoutsWait(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        for (String timeout : List.of("0", "0.0", "9999999999", "1e15")) {
            try (RawClient client = consumer(rafka, RafkaTester.unique("g") + ":c")) {
                client.send(RawClient.array("BLPOP", "topics:" + topic, timeout));
                produce(rafka, topic, "x");
                assertThat(client.reply()).as(timeout).isInstanceOf(List.class);
            }
        }
    }

    @Test
    void hundredsOfConsumersEachGetTheirMessage(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        produce(rafka, topic, "for all");
        List<RawClient> clients = new ArrayList<>();
        // They would be fewer in a heap of this size.
        maxConsumers(rafka, "1000");
        try {
            for (int i = 0; i < 300; i++) {
                RawClient client = consumer(rafka, RafkaTester.unique("many") + ":c");
                client.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
                clients.add(client);
            }
            for (RawClient client : clients) {
                assertThat(client.reply()).isEqualTo(message(topic, 0, "for all"));
            }
        } finally {
            clients.forEach(RawClient::close);
            awaitRoom(rafka);
            maxConsumers(rafka, "0");
        }
    }

    /** Until they have left: those that leave count, and the other tests have consumers too. */
    private static void awaitRoom(RafkaTester rafka) {
        try (RawClient client = RawClient.connect(rafka.port())) {
            await().atMost(Clients.LIMIT)
                    .until(() -> Integer.parseInt(Clients.info(client, "kafka").get("consumer.members")) < 50);
        }
    }

    private static void maxConsumers(RafkaTester rafka, String most) {
        try (RawClient client = RawClient.connect(rafka.port())) {
            assertThat(client.call("CONFIG", "SET", "max-consumers", most)).isEqualTo("OK");
        }
    }
}
