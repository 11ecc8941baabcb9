package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Properties of librdkafka of which a client or an operator sees more than their value. */
@ExtendWith(RafkaExtension.class)
class PropertiesIT {
    @TempDir
    private Path directory;

    /** A gateway of its own in front of the common broker. */
    private RafkaServer serve(RafkaTester tester, String consumer, String producer) throws Exception {
        Path config = Files.writeString(
                directory.resolve("librdkafka.json"), """
                {"general":{"bootstrap.servers":"%s"},"consumer":%s,"producer":%s}""".formatted(tester.bootstrapServers(), consumer, producer));
        return RafkaTester.serve(config);
    }

    private static String identified(RawClient client) {
        String group = RafkaTester.unique("group");
        assertThat(client.call("CLIENT", "SETNAME", group + ":c")).isEqualTo("OK");
        return group;
    }

    private static void produce(RawClient client, String topic, String value) {
        assertThat(client.call("RPUSHX", "topics:" + topic, value)).isEqualTo(1L);
        assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
    }

    private static List<?> message(String topic, long offset, String value) {
        return List.of("topic", topic, "partition", 0L, "offset", offset, "value", value);
    }

    /** librdkafka's default, largest, and what a client gives instead. */
    @Test
    void aNewGroupBeginsAtTheEndUnlessToldOtherwise(RafkaTester tester) throws Exception {
        String topic = tester.createTopic("t", 1);
        try (RafkaServer rafka = serve(tester, "{}", "{}");
                RawClient client = RawClient.connect(rafka.port());
                RawClient other = RawClient.connect(rafka.port())) {
            produce(client, topic, "before");
            identified(client);
            assertThat(client.call("BLPOP", "topics:" + topic, "3")).isNull();
            produce(client, topic, "after");
            assertThat(client.call("BLPOP", "topics:" + topic, "10")).isEqualTo(message(topic, 1, "after"));

            identified(other);
            String own = "{\"default.topic.config\":{\"auto.offset.reset\":\"smallest\"}}";
            assertThat(other.call("BLPOP", "topics:" + topic + ":" + own, "10")).isEqualTo(message(topic, 0, "before"));
        }
    }

    @Test
    void theBrokersMayRunTheGroup(RafkaTester tester) throws Exception {
        String topic = tester.createTopic("t", 1);
        try (RafkaServer rafka = serve(
                        tester,
                        "{\"group.protocol\":\"consumer\",\"auto.offset.reset\":\"earliest\","
                                + "\"auto.commit.interval.ms\":100}",
                        "{}");
                RawClient client = RawClient.connect(rafka.port())) {
            produce(client, topic, "one");
            produce(client, topic, "two");
            String group = identified(client);
            assertThat(client.call("BLPOP", "topics:" + topic, "15")).isEqualTo(message(topic, 0, "one"));
            assertThat(client.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            Map<String, ConsumerGroupDescription> groups =
                    tester.admin().describeConsumerGroups(List.of(group)).all().get();
            assertThat(groups.get(group))
                    .extracting(ConsumerGroupDescription::type)
                    .isEqualTo(GroupType.CONSUMER);
            client.send(RawClient.array("QUIT"));
            await().until(
                            () -> tester
                                            .admin()
                                            .listConsumerGroupOffsets(group)
                                            .partitionsToOffsetAndMetadata()
                                            .get()
                                            .values()
                                            .stream()
                                            .mapToLong(offset -> offset.offset())
                                            .sum()
                                    == 1);
        }
    }

    @Test
    void aBlacklistedTopicDoesNotExist(RafkaTester tester) throws Exception {
        String topic = tester.createTopic("hidden", 1);
        String visible = tester.createTopic("visible", 1);
        String list = "{\"topic.blacklist\":\"^none$,idden-\\\\d+\"}";
        try (RafkaServer rafka = serve(tester, list, list);
                RawClient client = RawClient.connect(rafka.port())) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "x")).isEqualTo("-PROD Local: Unknown topic");
            assertThat(client.callList("KEYS", "topics:*" + topic)).isEmpty();
            assertThat(client.call("RPUSHX", "topics:" + visible, "x")).isEqualTo(1L);
            identified(client);
            assertThat(client.call("BLPOP", "topics:" + topic, "5"))
                    .isEqualTo("-CONS Poll Subscribed topic not available: " + topic
                            + ": Broker: Unknown topic or partition");
        }
        try (RawClient producer = tester.connect();
                RafkaServer rafka =
                        serve(tester, "{\"auto.offset.reset\":\"earliest\",\"topic.blacklist\":\"idden-\"}", "{}");
                RawClient client = RawClient.connect(rafka.port())) {
            produce(producer, topic, "unseen");
            produce(producer, visible, "seen");
            identified(client);
            String pattern = "topics:^(hidden|visible)-.*";
            assertThat(client.call("BLPOP", pattern, "10")).isEqualTo(message(visible, 0, "x"));
            assertThat(client.call("BLPOP", pattern, "10")).isEqualTo(message(visible, 1, "seen"));
            assertThat(client.call("BLPOP", pattern, "1")).isNull();
        }
    }

    @Test
    void figuresAndEndsOfPartitionsAreLogged(RafkaTester tester) throws Exception {
        String topic = tester.createTopic("t", 1);
        try (LogCapture log = LogCapture.of("io.rafka.kafka");
                RafkaServer rafka = serve(
                        tester,
                        "{\"statistics.interval.ms\":1000,\"enable.partition.eof\":true,"
                                + "\"auto.offset.reset\":\"earliest\"}",
                        "{\"statistics.interval.ms\":1}");
                RawClient client = RawClient.connect(rafka.port())) {
            produce(client, topic, "one");
            String group = identified(client);
            assertThat(client.call("BLPOP", "topics:" + topic, "10")).isEqualTo(message(topic, 0, "one"));

            await().untilAsserted(() -> assertThat(log.lines())
                    .contains("statistics producer accepted=1 delivered=1 failed=0 outstanding=0")
                    .anyMatch(line ->
                            line.matches("statistics consumer=" + group + ":c session=\\d+ partitions=1 lag=0 ready=0"))
                    .anyMatch(line -> line.matches("end of partition reached consumer=" + group
                            + ":c session=\\d+ partition=" + topic + "-0")));
        }
    }

    /** With the brokers' old protocol, which is librdkafka's default too. */
    @Test
    void groupsAreClassicByDefaultAndStaticMembershipIsTheClients(RafkaTester tester) throws Exception {
        String topic = tester.createTopic("t", 1);
        try (RawClient client = tester.connect()) {
            String group = identified(client);
            assertThat(client.call("BLPOP", "topics:" + topic + ":{\"group.instance.id\":\"machine-1\"}", "1"))
                    .isNull();
            await().untilAsserted(() -> {
                Map<String, ClassicGroupDescription> groups = tester.admin()
                        .describeClassicGroups(List.of(group))
                        .all()
                        .get();
                assertThat(groups.values())
                        .flatExtracting(ClassicGroupDescription::members)
                        .singleElement()
                        .satisfies(
                                member -> assertThat(member.groupInstanceId()).contains("machine-1"));
            });
        }
    }

    /** librdkafka counts key and value, and nothing that Kafka adds. */
    @Test
    void theLargestRecordIsAsLargeAsConfigured(RafkaTester tester) throws Exception {
        String topic = tester.createTopic("t", 1);
        try (RafkaServer rafka = serve(tester, "{}", "{\"message.max.bytes\":100000}");
                RawClient client = RawClient.connect(rafka.port())) {
            produce(client, topic, "x".repeat(100_000));
            produce(client, topic + ":12345", "x".repeat(99_995));
            for (String key : List.of(topic, topic + ":1")) {
                assertThat(client.call("RPUSHX", "topics:" + key, "x".repeat(100_001)))
                        .isEqualTo("-PROD Broker: Message size too large");
            }
            assertThat(client.call("RPUSHX", "topics:" + topic + ":1", "x".repeat(100_000)))
                    .isEqualTo("-PROD Broker: Message size too large");
        }
    }

    /** A batch takes its whole size out of the buffer. */
    @Test
    void aSmallBufferTakesRecords(RafkaTester tester) throws Exception {
        String topic = tester.createTopic("t", 1);
        try (RafkaServer rafka = serve(tester, "{}", "{\"queue.buffering.max.kbytes\":256}");
                RawClient client = RawClient.connect(rafka.port())) {
            client.send(RawClient.array("RPUSHX", "topics:" + topic, "x".repeat(1_000))
                    .repeat(5_000));
            assertThat(client.read(20_000)).isEqualTo(":1\r\n".repeat(5_000));
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
    }

    @Test
    void noTopicIsCreatedIfTheFileSaysSo() throws Exception {
        try (RafkaTester creating = RafkaTester.start(Map.of(), "{}", "{}");
                RafkaServer rafka = serve(creating, "{}", "{\"allow.auto.create.topics\":false}");
                RawClient client = RawClient.connect(rafka.port());
                RawClient other = creating.connect()) {
            assertThat(client.call("RPUSHX", "topics:unknown", "x")).isEqualTo("-PROD Local: Unknown topic");
            assertThat(other.call("RPUSHX", "topics:unknown", "x")).isEqualTo(1L);
            assertThat(client.call("RPUSHX", "topics:unknown", "x")).isEqualTo(1L);
        }
    }

    /** Backtracking over this name would take longer than the world is old. */
    @Test
    void noPatternOfAClientStopsAnEventLoop(RafkaTester tester) {
        String topic = tester.createTopic("t", 1);
        try (RawClient client = tester.connect()) {
            identified(client);
            assertThat(client.call("BLPOP", "topics:^(a|a)*(b\\1)", "1"))
                    .asString()
                    .contains("invalid regular expression");
            assertThat(client.call("BLPOP", "topics:" + topic + ":{\"topic.blacklist\":\"(a|a)*b\"}", "1"))
                    .asString()
                    .endsWith("topic.blacklist: only the server's configuration file may set it");
            assertThat(client.call("BLPOP", "topics:^(a|a)*b$", "1")).isNull();
            assertThat(client.call("RPUSH", "acks", "a".repeat(200) + ":0:0"))
                    .isEqualTo("-CONS Local: Unknown partition");
        }
    }

    @Test
    void fewerReadyRecordsAreStillAllOfThem(RafkaTester tester) throws Exception {
        String topic = tester.createTopic("t", 1);
        try (RafkaServer rafka = serve(
                        tester,
                        "{\"queued.min.messages\":1,\"queued.max.messages.kbytes\":1,"
                                + "\"auto.offset.reset\":\"earliest\"}",
                        "{}");
                RawClient client = RawClient.connect(rafka.port())) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.call("RPUSHX", "topics:" + topic, "m" + i)).isEqualTo(1L);
            }
            identified(client);
            for (int i = 0; i < 100; i++) {
                assertThat(client.call("BLPOP", "topics:" + topic, "10")).isEqualTo(message(topic, i, "m" + i));
            }
        }
    }
}
