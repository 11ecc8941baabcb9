package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.GroupOffsets;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.Records;
import io.rafka.testing.secure.AclBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka does not let rafka do: who asks for it is told so, nobody else notices, and a grant mends it. */
class UnauthorisedIT {
    private static final String TOPIC_DENIED = "Broker: Topic authorization failed";
    private static final String GROUP_DENIED = "Broker: Group authorization failed";
    private static final String PRODUCE_DENIED = "-PROD " + TOPIC_DENIED;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static AclBroker broker;

    @SuppressWarnings("NullAway.Init") // set before each test
    private RafkaServer rafka;

    @BeforeAll
    static void start() {
        // Topics are created where that is allowed, which is nowhere but in the test that grants it.
        broker = AclBroker.start(Map.of("auto.create.topics.enable", "true"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void serve() throws Exception {
        rafka = RafkaTester.serve(broker.config(Map.of()));
    }

    @AfterEach
    void end() {
        rafka.close();
        broker.revokeAll();
    }

    private static @Nullable Object pop(RawClient client, String topics) {
        return client.call("BLPOP", "topics:" + topics, "15");
    }

    private static List<Object> message(String topic, long offset, String value) {
        return List.of("topic", topic, "partition", 0L, "offset", offset, "value", value);
    }

    private static List<String> values(String topic, int count) {
        return Records.read(broker.open(), topic, count).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    /** Pops until this record comes: what was told before the grant may come once more, and nothing else. */
    private static void popWhenGranted(RawClient client, String topics, List<Object> message) {
        Object reply = pop(client, topics);
        for (int i = 0; i < 10 && !message.equals(reply); i++) {
            assertThat(reply).asString().startsWith("-CONS Poll ").endsWith(TOPIC_DENIED);
            reply = pop(client, topics);
        }
        assertThat(reply).isEqualTo(message);
    }

    @Test
    void aTopicThatRafkaMayNotEvenSeeIsDenied() {
        String hidden = broker.createTopic("hidden");
        String visible = broker.createTopic("visible");
        broker.grantTopic(visible, AclOperation.WRITE);
        try (RawClient client = RawClient.connect(rafka.port())) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.call("RPUSHX", "topics:" + hidden, "v")).isEqualTo(PRODUCE_DENIED);
            }
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(client.callList("KEYS", "topics:*").stream().map(String::valueOf))
                    .contains("topics:" + visible)
                    .doesNotContain("topics:" + hidden);
            assertThat(client.call("LLEN", "topics:" + hidden)).asString().endsWith(TOPIC_DENIED);
            assertThat(client.call("RPUSHX", "topics:" + visible, "seen")).isEqualTo(1L);
            broker.grantTopic(hidden, AclOperation.WRITE);
            assertThat(client.call("RPUSHX", "topics:" + hidden, "granted")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(values(hidden, 1)).containsExactly("granted");
        assertThat(values(visible, 1)).containsExactly("seen");
    }

    /** That is found out by the first record only, which may have been taken: then it is counted. */
    @Test
    void recordsForATopicThatRafkaMayOnlySeeAreToldAndNoOthersAreLost() {
        String seen = broker.createTopic("seen");
        String open = broker.createTopic("open");
        broker.grantTopic(seen, AclOperation.DESCRIBE);
        broker.grantTopic(open, AclOperation.WRITE);
        try (RawClient client = RawClient.connect(rafka.port());
                RawClient other = RawClient.connect(rafka.port())) {
            String denied = RawClient.array("RPUSHX", "topics:" + seen, "denied");
            client.send(denied.repeat(20));
            for (int i = 0; i < 20; i++) {
                assertThat(other.call("RPUSHX", "topics:" + open, "m" + i)).isEqualTo(1L);
            }
            int taken = 0;
            for (int i = 0; i < 20; i++) {
                Object reply = client.reply();
                assertThat(reply).isIn(1L, PRODUCE_DENIED);
                taken += reply instanceof Long ? 1 : 0;
            }
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(other.call("DUMP", "10000")).isEqualTo(0L);
            List<?> stats = other.callList("HGETALL", "stats");
            assertThat(stats.get(stats.indexOf("producer.delivery.errors") + 1)).isEqualTo(String.valueOf(taken));

            broker.grantTopic(seen, AclOperation.WRITE);
            // A failure of before may be told once more.
            await().until(() -> Long.valueOf(1).equals(client.call("RPUSHX", "topics:" + seen, "granted")));
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(values(open, 20)).hasSize(20).startsWith("m0", "m1").endsWith("m18", "m19");
        assertThat(values(seen, 1)).containsExactly("granted");
    }

    /** Kafka gives an idempotent producer its id only if it may write somewhere. */
    @Test
    void aProducerWithoutAnyRightRecoversWhenItGetsOne() {
        String topic = broker.createTopic("t");
        broker.grantTopic(topic, AclOperation.DESCRIBE);
        try (RawClient client = RawClient.connect(rafka.port())) {
            for (int i = 0; i < 2; i++) {
                Object reply = client.call("RPUSHX", "topics:" + topic, "denied");
                assertThat(String.valueOf(reply)).matches("1|-PROD .*");
                assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            }
            broker.grantTopic(topic, AclOperation.WRITE);
            await().until(() -> Long.valueOf(1).equals(client.call("RPUSHX", "topics:" + topic, "granted")));
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(values(topic, 1)).containsExactly("granted");
    }

    /** Nobody else waits meanwhile, and once it is granted the first record creates the topic. */
    @Test
    void aTopicThatRafkaMayNotCreateIsDenied() {
        String topic = RafkaTester.unique("created");
        String open = broker.createTopic("open");
        broker.grantTopic(topic, AclOperation.WRITE);
        broker.grantTopic(open, AclOperation.WRITE);
        try (RawClient client = RawClient.connect(rafka.port());
                RawClient other = RawClient.connect(rafka.port())) {
            client.send(RawClient.array("RPUSHX", "topics:" + topic, "denied"));
            assertThat(other.call("RPUSHX", "topics:" + open, "m")).isEqualTo(1L);
            assertThat(other.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(client.reply()).asString().startsWith("-PROD ");
            broker.grantTopic(topic, AclOperation.CREATE);
            assertThat(client.call("RPUSHX", "topics:" + topic, "granted")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(values(topic, 1)).containsExactly("granted");
    }

    /** With either protocol of groups. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aGroupOrTopicThatRafkaMayNotReadIsToldAtEachPopUntilItMay(String protocol) {
        String topic = broker.createTopic("t");
        String group = RafkaTester.unique("g");
        String key = topic + ":{\"group.protocol\":\"" + protocol + "\"}";
        Records.produce(broker.open(), topic, List.of("m0", "m1"));
        broker.grantTopic(topic, AclOperation.DESCRIBE);
        try (RawClient client = Clients.consumer(rafka.port(), group + ":c")) {
            assertThat(pop(client, key)).isEqualTo("-CONS Poll " + GROUP_DENIED);
            assertThat(client.call("PING")).isEqualTo("PONG");

            broker.grantGroup(group, AclOperation.READ);
            Object reply = pop(client, key);
            for (int i = 0; i < 10 && ("-CONS Poll " + GROUP_DENIED).equals(reply); i++) {
                reply = pop(client, key);
            }
            assertThat(reply).asString().startsWith("-CONS Poll ").endsWith(TOPIC_DENIED);

            broker.grantTopic(topic, AclOperation.READ);
            popWhenGranted(client, key, message(topic, 0, "m0"));
            assertThat(pop(client, key)).isEqualTo(message(topic, 1, "m1"));
            assertThat(client.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            GroupOffsets offsets = GroupOffsets.of(broker.admin(), group, topic);
            await().until(() -> offsets.committed() == 1);
        }
    }

    /** A consumer that works beside one that is denied notices nothing; nor do producers. */
    @Test
    void othersGoOnWhileOneIsDenied() {
        String topic = broker.createTopic("t");
        String group = RafkaTester.unique("g");
        broker.grantTopic(topic, AclOperation.READ, AclOperation.WRITE);
        broker.grantGroup(group, AclOperation.READ);
        try (RawClient denied = Clients.consumer(rafka.port(), Clients.newConsumer());
                RawClient working = Clients.consumer(rafka.port(), group + ":c");
                RawClient producer = RawClient.connect(rafka.port())) {
            for (int i = 0; i < 3; i++) {
                denied.send(RawClient.array("BLPOP", "topics:" + topic, "15"));
                assertThat(producer.call("RPUSHX", "topics:" + topic, "m" + i)).isEqualTo(1L);
                assertThat(pop(working, topic)).isEqualTo(message(topic, i, "m" + i));
                assertThat(denied.reply()).isEqualTo("-CONS Poll " + GROUP_DENIED);
            }
        }
    }

    /** What was acknowledged in between is committed when that is possible again. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aRightThatIsTakenAwayAndGivenBackLosesNothing(String protocol) {
        String topic = broker.createTopic("t");
        String group = RafkaTester.unique("g");
        String key = topic + ":{\"group.protocol\":\"" + protocol + "\"}";
        broker.grantTopic(topic, AclOperation.READ);
        broker.grantGroup(group, AclOperation.READ);
        Records.produce(broker.open(), topic, List.of("m0", "m1"));
        GroupOffsets offsets = GroupOffsets.of(broker.admin(), group, topic);
        try (RawClient client = Clients.consumer(rafka.port(), group + ":c")) {
            assertThat(pop(client, key)).isEqualTo(message(topic, 0, "m0"));
            assertThat(pop(client, key)).isEqualTo(message(topic, 1, "m1"));
            broker.revokeTopic(topic, AclOperation.READ);
            // A fetch that waits at the broker was allowed when it came, and ends with nothing.
            assertThat(pop(client, key)).asString().startsWith("-CONS Poll ").endsWith(TOPIC_DENIED);
            assertThat(client.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            Records.produce(broker.open(), topic, List.of("m2"));
            assertThat(pop(client, key)).asString().startsWith("-CONS Poll ").endsWith(TOPIC_DENIED);
            assertThat(offsets.committed()).isEqualTo(GroupOffsets.NONE);

            broker.grantTopic(topic, AclOperation.READ);
            popWhenGranted(client, key, message(topic, 2, "m2"));
            await().until(() -> offsets.committed() == 1);
        }
    }

    /** The consumer that may read one of two topics gets that one; a pattern does not see the other at all. */
    @Test
    void aTopicThatIsDeniedDoesNotStopTheOthers() {
        String open = broker.createTopic("open");
        String hidden = broker.createTopic("hidden");
        String group = RafkaTester.unique("g");
        String byPattern = RafkaTester.unique("g");
        broker.grantTopic(open, AclOperation.READ);
        broker.grantGroup(group, AclOperation.READ);
        broker.grantGroup(byPattern, AclOperation.READ);
        Records.produce(broker.open(), open, List.of("m0", "m1"));
        Records.produce(broker.open(), hidden, List.of("unseen"));
        try (RawClient client = Clients.consumer(rafka.port(), group + ":c");
                RawClient matching = Clients.consumer(rafka.port(), byPattern + ":c")) {
            // It asks anew whether it may when it renews its metadata, which is every five minutes by default.
            String both = open + "," + hidden + ":{\"topic.metadata.refresh.interval.ms\":2000}";
            popWhenGranted(client, both, message(open, 0, "m0"));
            popWhenGranted(client, both, message(open, 1, "m1"));
            assertThat(pop(matching, "^(open|hidden)-")).isEqualTo(message(open, 0, "m0"));
            assertThat(pop(matching, "^(open|hidden)-")).isEqualTo(message(open, 1, "m1"));
            assertThat(matching.call("BLPOP", "topics:^(open|hidden)-", "0.5")).isNull();
            broker.grantTopic(hidden, AclOperation.READ);
            popWhenGranted(client, both, message(hidden, 0, "unseen"));
        }
    }

    /** That a topic may not be created is known at once, and is not that there is none. */
    @Test
    void aTopicThatRafkaMayNotCreateIsDeniedAsOneThatItMayNotWrite() {
        String topic = RafkaTester.unique("created");
        broker.grantTopic(topic, AclOperation.WRITE);
        try (RawClient client = RawClient.connect(rafka.port())) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "denied")).isEqualTo(PRODUCE_DENIED);
        }
    }

    /** At the first record and at the next, while Kafka's producer gets over it: never of its insides. */
    @Test
    void aProducerWithoutAnyRightSaysWhichOneIsMissing() {
        String topic = broker.createTopic("t");
        broker.grantTopic(topic, AclOperation.DESCRIBE);
        try (RawClient client = RawClient.connect(rafka.port())) {
            for (int i = 0; i < 300; i++) {
                assertThat(client.call("RPUSHX", "topics:" + topic, "denied"))
                        .isIn(1L, "-PROD Broker: Cluster authorization failed");
                assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            }
        }
    }
}
