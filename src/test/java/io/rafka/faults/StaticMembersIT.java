package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.BrokerCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two connections with one {@code group.instance.id}, for a while or for a moment. */
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class StaticMembersIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> CONSUMER =
            Map.of("auto.offset.reset", "earliest", "auto.commit.interval.ms", "60000");

    @TempDir
    private static Path directory;

    private static BrokerCluster kafka;
    private static Admin admin;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        kafka = BrokerCluster.start(1, directory.resolve("kafka"), Map.of());
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        gateway = Gateway.start(directory, kafka.bootstrapServers(), CONSUMER, Map.of());
        try (ClientRun warmingUp = ClientRun.begin("warming up", admin, gateway, kafka.bootstrapServers())) {
            warmingUp.awaitFlow();
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        admin.close(Duration.ofSeconds(1));
        kafka.close();
    }

    /**
     * A client that loses its connection, and is back before its old member has left: what was acknowledged is done.
     */
    @Test
    void aMemberThatIsBackAtOnceGetsNothingAgainThatItHasAcknowledged() throws Exception {
        String topic = "back-at-once";
        ClientRun.createTopic(admin, topic, 1, Map.of());
        int rounds = FaultLength.of(3, 30);
        produce(topic, rounds);
        for (long round = 0; round < rounds; round++) {
            try (RedisConnection member = member(topic, "m" + round)) {
                Object message = member.call("BLPOP", key(topic), "30");
                assertThat(message instanceof List<?> list ? list.get(5) : message)
                        .isEqualTo(round);
                assertThat(member.call("RPUSH", "acks", topic + ":0:" + round)).isEqualTo(1L);
            }
        }
    }

    /** Kafka takes the one that comes later. Of the other nothing may be left. */
    @Test
    void twoWithTheSameIdLeaveNoThreadsBehind() throws Exception {
        String topic = "the-same";
        ClientRun.createTopic(admin, topic, 1, Map.of());
        produce(topic, 1);
        ProcessFigures before = ProcessFigures.of(gateway.process().pid());
        for (int round = 0; round < FaultLength.of(2, 10); round++) {
            try (RedisConnection first = member(topic, "a" + round);
                    RedisConnection second = member(topic, "b" + round)) {
                first.call("BLPOP", key(topic), "2");
                second.call("BLPOP", key(topic), "2");
                // It is told that another has its place, and may ask again.
                await().atMost(LIMIT)
                        .until(() -> first.call("BLPOP", key(topic), "2") instanceof RedisConnection.Refusal);
                first.call("BLPOP", key(topic), "0.5");
            }
        }
        ProcessFigures.awaitBackTo(before, gateway.process().pid(), LIMIT);
    }

    /** A consumer that waits long for records leaves slowly: it is to be seen who waits for whom. */
    private static String key(String topic) {
        return "topics:" + topic
                + ":{\"heartbeat.interval.ms\":500,\"session.timeout.ms\":6000,\"fetch.wait.max.ms\":4000,\"group.instance.id\":\""
                + topic
                + "\"}";
    }

    private static RedisConnection member(String topic, String name) throws Exception {
        RedisConnection member = RedisConnection.open(gateway.port());
        assertThat(member.call("CLIENT", "SETNAME", topic + "-group:" + name)).isEqualTo("OK");
        return member;
    }

    private static void produce(String topic, int count) throws Exception {
        try (RedisConnection producing = RedisConnection.open(gateway.port())) {
            for (int i = 0; i < count; i++) {
                assertThat(producing.call("RPUSHX", "topics:" + topic, "v")).isEqualTo(1L);
            }
            assertThat(producing.call("DUMP", "30000")).isEqualTo(0L);
        }
    }
}
