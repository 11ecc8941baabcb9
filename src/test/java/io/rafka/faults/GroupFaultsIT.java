package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rafka.testing.BrokerCluster;
import io.rafka.testing.ProcFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Members of groups that come, go, freeze, die and acknowledge at all the wrong times. */
@Timeout(1_800)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class GroupFaultsIT {
    private static final int MEMBERS = 50;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> CONSUMER =
            Map.of("auto.offset.reset", "earliest", "auto.commit.interval.ms", "200");

    /** Members that die are to be noticed soon. */
    private static final String CLASSIC = "\"heartbeat.interval.ms\":500,\"session.timeout.ms\":6000";

    @TempDir
    private static Path directory;

    private static BrokerCluster kafka;
    private static Admin admin;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        kafka = BrokerCluster.start(
                1,
                directory.resolve("kafka"),
                Map.of(
                        "group.min.session.timeout.ms", "1000",
                        "group.consumer.min.session.timeout.ms", "1000",
                        "group.consumer.session.timeout.ms", "6000",
                        "group.consumer.min.heartbeat.interval.ms", "500",
                        "group.consumer.heartbeat.interval.ms", "500"));
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        gateway = Gateway.start(directory, kafka.bootstrapServers(), CONSUMER, Map.of());
        // Those that are frozen or leave count beside the fifty; the records are small.
        gateway.configure("max-consumers", "128");
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

    @ParameterizedTest
    @CsvSource({"classic,false", "consumer,false", "classic,true", "consumer,true"})
    void membersComeAndGo(String protocol, boolean someStatic) throws Exception {
        assumeTrue(FaultLength.isLong() || !someStatic, "the group waits for static members that are gone");
        String session = protocol.equals("classic") ? "," + CLASSIC : "";
        Duration longest = Duration.ofMinutes(someStatic ? 2 : 5);
        try (GroupChaos chaos = new GroupChaos(
                MEMBERS + " members of a group come and go, group.protocol=" + protocol
                        + (someStatic ? ", some with a group.instance.id" : ""),
                protocol + (someStatic ? "-static" : ""),
                MEMBERS,
                someStatic,
                properties("\"group.protocol\":\"" + protocol + "\"" + session),
                admin,
                gateway,
                kafka.bootstrapServers())) {
            chaos.run(FaultLength.of(Duration.ofSeconds(3), longest));
        }
    }

    /** A static member's partitions wait for it, until its session.timeout.ms has passed. */
    @Test
    void aStaticMemberComesBackToItsPartitions() throws Exception {
        String topic = "static";
        ClientRun.createTopic(admin, topic, 2, Map.of());
        Set<Object> ofTheFirst = new HashSet<>();
        Set<Object> ofTheSecond = new HashSet<>();
        int threads = ProcFiles.threadsOf(gateway.process().pid());
        try (RedisConnection second = member(topic, "second")) {
            try (RedisConnection first = member(topic, "first")) {
                assertThat(first.call("BLPOP", staticKey(topic, "first"), "0.1"))
                        .isNull();
                assertThat(second.call("BLPOP", staticKey(topic, "second"), "0.1"))
                        .isNull();
                awaitMembers(topic, 2);
            }
            // The first has left rafka, but not its group.
            await().atMost(LIMIT)
                    .until(() -> ProcFiles.threadsOf(gateway.process().pid()) <= threads + 2);
            awaitMembers(topic, 2);
            produce(topic, 200);
            drain(second, staticKey(topic, "second"), ofTheSecond);
            try (RedisConnection again = member(topic, "again")) {
                drain(again, staticKey(topic, "first"), ofTheFirst);
            }
        }
        assertThat(partitions(ofTheSecond)).hasSize(1);
        assertThat(partitions(ofTheFirst)).hasSize(1).doesNotContainAnyElementsOf(partitions(ofTheSecond));
        assertThat(ofTheFirst.size() + ofTheSecond.size()).isEqualTo(200);
    }

    private static String staticKey(String topic, String name) {
        return "topics:" + topic
                + ":{\"heartbeat.interval.ms\":500,\"session.timeout.ms\":30000,\"group.instance.id\":\"" + name
                + "\"}";
    }

    /** Takes what there is, until there is nothing for two seconds. */
    private static void drain(RedisConnection member, String key, Set<Object> messages) throws IOException {
        for (Object next = member.call("BLPOP", key, "2"); next != null; next = member.call("BLPOP", key, "2")) {
            assertThat(messages.add(next)).as("twice: " + next).isTrue();
        }
    }

    private static Set<Object> partitions(Set<Object> messages) {
        return messages.stream().map(message -> ((List<?>) message).get(3)).collect(Collectors.<Object>toSet());
    }

    /** What it has acknowledged is committed, the rest goes to the other member, in order. */
    @ParameterizedTest
    @EnumSource(Departure.class)
    void whatAMemberHasNotAcknowledgedGoesToTheOther(Departure departure) throws Exception {
        String topic = "departure-" + departure.name().toLowerCase(Locale.ROOT);
        String key = "topics:" + topic + ":" + properties(CLASSIC);
        List<RedisConnection> frozen = new ArrayList<>();
        produce(topic, 10);
        try (RedisConnection stays = member(topic, "stays");
                RedisConnection goes = member(topic, "goes")) {
            for (long offset = 0; offset < 10; offset++) {
                assertThat(offset(goes.call("BLPOP", key, "30"))).isEqualTo(offset);
            }
            assertThat(goes.call("RPUSH", "acks", topic + ":0:3")).isEqualTo(1L);
            stays.add("BLPOP", key, "30");
            stays.flush();
            awaitMembers(topic, 2);
            departure.end(goes, key, frozen);
            assertThat(offset(stays.reply())).isEqualTo(4L);
            assertThat(committed(topic)).isEqualTo(4L);
            for (long offset = 5; offset < 10; offset++) {
                assertThat(offset(stays.call("BLPOP", key, "30"))).isEqualTo(offset);
            }
            assertThat(stays.call("RPUSH", "acks", topic + ":0:9")).isEqualTo(1L);
            if (!frozen.isEmpty()) {
                assertThat(goes.call("RPUSH", "acks", topic + ":0:9"))
                        .isEqualTo(new RedisConnection.Refusal("CONS Local: Erroneous state"));
                assertThat(goes.call("BLPOP", key, "0.2")).isNull();
            }
            await().atMost(LIMIT).until(() -> committed(topic) == 10);
            produce(topic, 1);
            assertThat(offset(stays.call("BLPOP", key, "30"))).isEqualTo(10L);
        }
    }

    @Test
    void acknowledgementsLateTwiceAndOutOfOrder() throws Exception {
        String topic = "acknowledged";
        String key = "topics:" + topic;
        produce(topic, 10);
        try (RedisConnection member = member(topic, "m")) {
            for (long offset = 0; offset < 10; offset++) {
                assertThat(offset(member.call("BLPOP", key, "30"))).isEqualTo(offset);
            }
            for (String offset : List.of("5", "5", "2", "8", "0", "7", "8")) {
                assertThat(member.call("RPUSH", "acks", topic + ":0:" + offset)).isEqualTo(1L);
            }
            await().atMost(LIMIT).until(() -> committed(topic) == 9);
            assertThat(member.call("RPUSH", "acks", topic + ":0:3")).isEqualTo(1L);
            assertThat(member.call("RPUSH", "acks", topic + ":1:3"))
                    .isEqualTo(new RedisConnection.Refusal("CONS Local: Erroneous state"));
            assertThat(member.call("RPUSH", "acks", topic + ":0:9", "another:0:3"))
                    .isEqualTo(new RedisConnection.Refusal("CONS Local: Unknown partition"));
        }
        try (RedisConnection next = member(topic, "n")) {
            assertThat(offset(next.call("BLPOP", key, "30"))).isEqualTo(9L);
            assertThat(committed(topic)).isEqualTo(9L);
        }
    }

    private static void produce(String topic, int count) throws IOException {
        try (RedisConnection producing = RedisConnection.open(gateway.port())) {
            for (int i = 0; i < count; i++) {
                assertThat(producing.call("RPUSHX", "topics:" + topic + ":" + i, "v"))
                        .isEqualTo(1L);
            }
            assertThat(producing.call("DUMP", "30000")).isEqualTo(0L);
        }
    }

    private static RedisConnection member(String topic, String name) throws IOException {
        RedisConnection member = RedisConnection.open(gateway.port());
        assertThat(member.call("CLIENT", "SETNAME", topic + "-group:" + name)).isEqualTo("OK");
        return member;
    }

    private static Object offset(@Nullable Object message) {
        assertThat(message).isInstanceOf(List.class);
        return message instanceof List<?> list ? list.get(5) : "none";
    }

    private static long committed(String topic) throws Exception {
        OffsetAndMetadata committed = admin.listConsumerGroupOffsets(topic + "-group")
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(topic, 0));
        return committed == null ? -1 : committed.offset();
    }

    private static void awaitMembers(String topic, int count) {
        await().atMost(LIMIT)
                .until(() -> admin.describeConsumerGroups(List.of(topic + "-group")).all().get().values().stream()
                        .allMatch(group -> group.members().size() == count && group.groupState() == GroupState.STABLE));
    }

    private static String properties(String some) {
        return "{" + some + ",\"max.poll.interval.ms\":" + ChaosMember.LONGEST_ABSENCE + "}";
    }
}
