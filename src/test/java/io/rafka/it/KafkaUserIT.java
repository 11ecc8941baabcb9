package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.FreePorts;
import io.rafka.testing.GroupOffsets;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.Records;
import io.rafka.testing.secure.AclBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who log in to Kafka as themselves: its ACLs hold for them, and those of rafka for all others. */
class KafkaUserIT {
    private static final String TOPIC_DENIED = "Broker: Topic authorization failed";
    private static final String PRODUCE_DENIED = "-PROD " + TOPIC_DENIED;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static AclBroker broker;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Path users;

    @SuppressWarnings("NullAway.Init") // set before each test
    private RafkaServer rafka;

    private int admin;

    @BeforeAll
    static void start() throws Exception {
        broker = AclBroker.start(Map.of());
        users = Files.writeString(directory.resolve("users.acl"), """
                user default on nopass ~* &* +@all
                user alice on >a ~* &* +@all
                user bob on >b ~* &* +@all
                user carol on >c ~* &* +@all
                user dave on >d ~* &* +@all
                """);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Of the file's object kafka-user. */
    private static Map<String, Object> login(String user, String password) {
        return Map.of("sasl.username", user, "sasl.password", password);
    }

    private static Map<String, Object> login(String user) {
        return login(user, AclBroker.password(user));
    }

    /** Alice and Bob are themselves; of Carol the password is wrong; Dave has none of his own. */
    private RafkaServer serve(Map<String, Object> producer) throws Exception {
        Map<String, Object> own =
                Map.of("alice", login("kafka-alice"), "bob", login("kafka-bob"), "carol", login("kafka-bob", "wr0ng"));
        admin = FreePorts.choose(1).get(0);
        return RafkaTester.serve(
                broker.config(producer, Map.of("kafka-user", own)),
                Map.of("aclfile", users.toString(), "admin-port", Integer.toString(admin)));
    }

    @BeforeEach
    void serve() throws Exception {
        rafka = serve(Map.of());
    }

    @AfterEach
    void end() {
        rafka.close();
        broker.revokeAll();
    }

    private RawClient connect(String user) {
        RawClient client = RawClient.connect(rafka.port());
        assertThat(client.call("AUTH", user, user.substring(0, 1))).isEqualTo("OK");
        return client;
    }

    private RawClient consumer(String user, String name) {
        RawClient client = connect(user);
        assertThat(client.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
        return client;
    }

    private static List<Object> message(String topic, long offset, String value) {
        return List.of("topic", topic, "partition", 0L, "offset", offset, "value", value);
    }

    private static List<String> values(String topic, int count) {
        return Records.read(broker.open(), topic, count).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    private String metrics() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void eachProducesWhatKafkaLetsHim() {
        String hers = broker.createTopic("hers");
        String his = broker.createTopic("his");
        String ours = broker.createTopic("ours");
        broker.grantTopicTo("kafka-alice", hers, AclOperation.WRITE);
        broker.grantTopicTo("kafka-bob", his, AclOperation.WRITE);
        broker.grantTopic(ours, AclOperation.WRITE);
        try (RawClient alice = connect("alice");
                RawClient bob = connect("bob");
                RawClient dave = connect("dave");
                RawClient stranger = RawClient.connect(rafka.port())) {
            assertThat(alice.call("RPUSHX", "topics:" + hers, "alice")).isEqualTo(1L);
            assertThat(bob.call("RPUSHX", "topics:" + his, "bob")).isEqualTo(1L);
            assertThat(dave.call("RPUSHX", "topics:" + ours, "dave")).isEqualTo(1L);
            assertThat(stranger.call("RPUSHX", "topics:" + ours, "stranger")).isEqualTo(1L);

            assertThat(alice.call("RPUSHX", "topics:" + his, "v")).isEqualTo(PRODUCE_DENIED);
            assertThat(bob.call("RPUSHX", "topics:" + hers, "v")).isEqualTo(PRODUCE_DENIED);
            assertThat(alice.call("RPUSHX", "topics:" + ours, "v")).isEqualTo(PRODUCE_DENIED);
            assertThat(dave.call("RPUSHX", "topics:" + hers, "v")).isEqualTo(PRODUCE_DENIED);

            assertThat(alice.call("WAIT", "1", "10000")).isEqualTo(1L);
            assertThat(bob.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(dave.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(stranger.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(values(hers, 1)).containsExactly("alice");
        assertThat(values(his, 1)).containsExactly("bob");
        assertThat(values(ours, 2)).containsExactlyInAnyOrder("dave", "stranger");
    }

    @Test
    void eachSeesTheTopicsThatHeMay() {
        String hers = broker.createTopic("hers");
        String his = broker.createTopic("his");
        broker.grantTopicTo("kafka-alice", hers, AclOperation.READ);
        broker.grantTopicTo("kafka-bob", his, AclOperation.READ);
        try (RawClient alice = connect("alice");
                RawClient bob = connect("bob")) {
            assertThat(alice.callList("KEYS", "topics:*")).isEqualTo(List.of("topics:" + hers));
            assertThat(bob.callList("KEYS", "topics:*")).isEqualTo(List.of("topics:" + his));
            assertThat(bob.call("SCAN", "0")).isEqualTo(List.of("0", List.of("topics:" + his)));
            assertThat(alice.call("DBSIZE")).isEqualTo(1L);
            assertThat(alice.call("RANDOMKEY")).isEqualTo("topics:" + hers);
            assertThat(alice.call("TYPE", "topics:" + hers)).isEqualTo("list");
            assertThat(alice.call("LLEN", "topics:" + hers)).isEqualTo(0L);
            assertThat(alice.call("LLEN", "topics:" + his)).asString().endsWith(TOPIC_DENIED);
        }
    }

    @Test
    void eachConsumesWhatKafkaLetsHim() {
        String topic = broker.createTopic("consumed");
        String group = RafkaTester.unique("g");
        broker.grantTopicTo("kafka-alice", topic, AclOperation.WRITE);
        broker.grantTopicTo("kafka-bob", topic, AclOperation.READ);
        broker.grantGroupTo("kafka-bob", group, AclOperation.READ);
        try (RawClient alice = consumer("alice", group + ":alice");
                RawClient bob = consumer("bob", group + ":bob")) {
            assertThat(alice.call("RPUSHX", "topics:" + topic, "v")).isEqualTo(1L);
            assertThat(alice.call("BLPOP", "topics:" + topic, "15"))
                    .asString()
                    .startsWith("-CONS Poll ")
                    .endsWith("authorization failed");
            assertThat(bob.call("BLPOP", "topics:" + topic, "15")).isEqualTo(message(topic, 0, "v"));
            assertThat(bob.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            GroupOffsets offsets = GroupOffsets.of(broker.admin(), group, topic);
            await().atMost(Clients.LIMIT).until(() -> offsets.committed() == 1);
            // rafka itself may not see the group, and he may.
            await().atMost(Clients.LIMIT)
                    .untilAsserted(() -> assertThat(metrics())
                            .contains(
                                    "rafka_consumer_lag_records{group=\"" + group + "\",topic=\"" + topic + "\"} 0.0"));
        }
    }

    /** What one is given is not for another. */
    @Test
    void aConsumerIsNotForAnotherUserOfItsConnection() {
        String topic = broker.createTopic("taken");
        String group = RafkaTester.unique("g");
        for (String user : List.of("kafka-alice", "kafka-bob")) {
            broker.grantTopicTo(user, topic, AclOperation.READ, AclOperation.WRITE);
            broker.grantGroupTo(user, group, AclOperation.READ);
        }
        try (RawClient client = consumer("alice", group + ":c")) {
            client.call("RPUSHX", "topics:" + topic, "first");
            client.call("RPUSHX", "topics:" + topic, "second");
            assertThat(client.call("BLPOP", "topics:" + topic, "15")).isEqualTo(message(topic, 0, "first"));
            assertThat(client.call("AUTH", "bob", "b")).isEqualTo("OK");
            assertThat(client.call("BLPOP", "topics:" + topic, "15"))
                    .isEqualTo("-CONS Client '" + group + ":c' has Consumer '" + group + ":c|" + topic
                            + "' registered, which has logged in to Kafka as another user");
            assertThat(client.call("AUTH", "alice", "a")).isEqualTo("OK");
            assertThat(client.call("BLPOP", "topics:" + topic, "15")).isEqualTo(message(topic, 1, "second"));

            assertThat(client.call("RESET")).isEqualTo("RESET");
            assertThat(client.call("AUTH", "bob", "b")).isEqualTo("OK");
            assertThat(client.call("CLIENT", "SETNAME", group + ":c")).isEqualTo("OK");
            assertThat(client.call("BLPOP", "topics:" + topic, "15")).isEqualTo(message(topic, 0, "first"));
        }
    }

    @Test
    void whomKafkaDoesNotLetInIsToldAndNobodyElseNotices() {
        String topic = broker.createTopic("refused");
        broker.grantTopicTo("kafka-alice", topic, AclOperation.WRITE);
        try (RawClient carol = connect("carol");
                RawClient alice = connect("alice")) {
            assertThat(carol.call("RPUSHX", "topics:" + topic, "v"))
                    .asString()
                    .startsWith("-PROD Local: Authentication failure: ");
            assertThat(alice.call("RPUSHX", "topics:" + topic, "v")).isEqualTo(1L);
            assertThat(alice.call("DUMP", "10000")).isEqualTo(0L);
        }
        assertThat(values(topic, 1)).containsExactly("v");
    }

    @Test
    void theLogTellsWhomKafkaDoesNotLetIn() throws Exception {
        rafka.close();
        try (LogCapture log = LogCapture.of("io.rafka")) {
            rafka = serve(Map.of());
            await().atMost(Clients.LIMIT)
                    .untilAsserted(() -> assertThat(String.join("\n", log.lines()))
                            .contains(", as user alice, id=")
                            .contains(" does not answer yet, as user carol: Local: Authentication failure"));
            assertThat(log.lines().toString()).doesNotContain("wr0ng").doesNotContain("-secret");
        }
    }

    @Test
    void aNameThatIsNoUserIsTold() throws Exception {
        rafka.close();
        Path config = broker.config(Map.of(), Map.of("kafka-user", Map.of("alcie", login("kafka-alice"))));
        try (LogCapture log = LogCapture.of("io.rafka")) {
            rafka = RafkaTester.serve(config, Map.of("aclfile", users.toString()));
            assertThat(log.lines()).contains("kafka-user.alcie has no effect yet: there is no user of this name");
        }
    }

    @Test
    void whoDoesNotSayWhoHeIsCanHaveALoginToo() throws Exception {
        String topic = broker.createTopic("default");
        broker.grantTopicTo("kafka-alice", topic, AclOperation.WRITE);
        rafka.close();
        Path config = broker.config(Map.of(), Map.of("kafka-user", Map.of("default", login("kafka-alice"))));
        rafka = RafkaTester.serve(config);
        try (RawClient client = RawClient.connect(rafka.port())) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "v")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
    }

    @Test
    void figuresAreOfAllTogetherAndKafkasOfEach() throws Exception {
        String topic = broker.createTopic("counted");
        broker.grantTopicTo("kafka-alice", topic, AclOperation.WRITE);
        broker.grantTopic(topic, AclOperation.WRITE);
        try (RawClient alice = connect("alice");
                RawClient dave = connect("dave")) {
            for (int i = 0; i < 2; i++) {
                assertThat(alice.call("RPUSHX", "topics:" + topic, "v")).isEqualTo(1L);
            }
            assertThat(dave.call("RPUSHX", "topics:" + topic, "v")).isEqualTo(1L);
            assertThat(alice.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(dave.call("DUMP", "10000")).isEqualTo(0L);
            String metrics = metrics();
            String sent = "kafka_producer_topic_record_send_total{topic=\"" + topic + "\"";
            assertThat(metrics.lines())
                    .contains("rafka_producer_delivered_records_total 3.0")
                    .contains(sent + "} 1.0", sent + ",user=\"alice\"} 2.0");
        }
    }

    /** All producers have the same time for it, and not one after the other. */
    @Test
    void theEndDeliversTheRecordsOfAll() throws Exception {
        String topic = broker.createTopic("flushed");
        broker.grantTopicTo("kafka-alice", topic, AclOperation.WRITE);
        broker.grantTopicTo("kafka-bob", topic, AclOperation.WRITE);
        broker.grantTopic(topic, AclOperation.WRITE);
        rafka.close();
        rafka = serve(Map.of("queue.buffering.max.ms", 60_000));
        for (String user : List.of("alice", "bob", "dave")) {
            try (RawClient client = connect(user)) {
                assertThat(client.call("RPUSHX", "topics:" + topic, user)).isEqualTo(1L);
                assertThat(client.call("DUMP", "0")).isEqualTo(1L);
            }
        }
        assertThat(rafka.stop()).isZero();
        assertThat(values(topic, 3)).containsExactlyInAnyOrder("alice", "bob", "dave");
    }

    @Test
    void whatCouldNotBeDeliveredIsCountedOfAll() throws Exception {
        String topic = broker.createTopic("lost");
        // Who may write nowhere is told so at once.
        String elsewhere = broker.createTopic("elsewhere");
        broker.grantTopicTo("kafka-alice", elsewhere, AclOperation.WRITE);
        broker.grantTopic(elsewhere, AclOperation.WRITE);
        broker.grantTopicTo("kafka-alice", topic, AclOperation.DESCRIBE);
        broker.grantTopic(topic, AclOperation.DESCRIBE);
        rafka.close();
        rafka = serve(Map.of("queue.buffering.max.ms", 60_000));
        for (String user : List.of("alice", "dave")) {
            try (RawClient client = connect(user)) {
                assertThat(client.call("RPUSHX", "topics:" + topic, user)).isEqualTo(1L);
            }
        }
        assertThat(rafka.stop()).isEqualTo(2);
    }
}
