package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens at the bounds of memory: each is a setting, and an error or a wait. */
class BoundsIT {
    private static RafkaTester rafka;

    @BeforeAll
    static void start() {
        rafka = RafkaTester.start();
    }

    @AfterAll
    static void stop() {
        rafka.close();
    }

    private static RawClient consumer(RafkaServer server, String name) {
        RawClient client = RawClient.connect(server.port());
        assertThat(client.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
        return client;
    }

    @Test
    void aConsumerAboveMaxconsumersIsRefusedUntilAnotherHasLeft() throws Exception {
        String topic = rafka.createTopic("t", 1);
        String group = RafkaTester.unique("g");
        try (RafkaServer server = rafka.startAnother(Map.of("max-consumers", "1"));
                RawClient second = consumer(server, group + ":b")) {
            try (RawClient first = consumer(server, group + ":a")) {
                assertThat(first.call("BLPOP", "topics:" + topic, "0.01")).isNull();
                assertThat(second.call("BLPOP", "topics:" + topic, "0.01"))
                        .isEqualTo("-CONS Failed to register Consumer '" + group + ":b|" + topic + "' for Client '"
                                + group + ":b': there are max-consumers=1 consumers");
                assertThat(first.call("BLPOP", "topics:" + topic, "0.01")).isNull();
            }
            await().until(() -> second.call("BLPOP", "topics:" + topic, "0.01") == null);
            assertThat(second.call("CONFIG", "SET", "max-consumers", "2")).isEqualTo("OK");
            try (RawClient third = consumer(server, group + ":c")) {
                assertThat(third.call("BLPOP", "topics:" + topic, "0.01")).isNull();
            }
        }
    }

    @Test
    void consumersShareTheMemoryForWhatIsFetchedAheadAndNoneStarves() throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = rafka.startAnother(Map.of("prefetch-memory", "20000"));
                RawClient producer = RawClient.connect(server.port())) {
            for (int i = 0; i < 100; i++) {
                producer.send(RawClient.array("RPUSHX", "topics:" + topic, i + "x".repeat(2_000)));
            }
            assertThat(producer.read(400)).isEqualTo(":1\r\n".repeat(100));
            assertThat(producer.call("DUMP", "10000")).isEqualTo(0L);
            List<RawClient> consumers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                consumers.add(consumer(server, RafkaTester.unique("g") + ":c"));
            }
            // Each has what it can; together that is more than there may be.
            for (int i = 0; i < 100; i++) {
                for (RawClient consumer : consumers) {
                    List<?> message = consumer.callList("BLPOP", "topics:" + topic, "20");
                    assertThat(message.get(5)).isEqualTo((long) i);
                }
            }
            consumers.forEach(RawClient::close);
        }
    }

    @Test
    void noClientMayAskForMoreThanTheMemoryForAll() throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = rafka.startAnother(Map.of("prefetch-memory", "4mb"));
                RawClient client = consumer(server, "g:c")) {
            for (String property : List.of("\"fetch.max.bytes\":4194305", "\"queued.max.messages.kbytes\":4097")) {
                String name = property.replaceAll("^\"([^\"]*)\".*", "$1");
                assertThat(String.valueOf(client.call("BLPOP", "topics:" + topic + ":{" + property + "}", "1")))
                        .startsWith("-CONS Failed to register Consumer 'g:c|" + topic + "' for Client 'g:c': " + name)
                        .endsWith(" bytes are more than prefetch-memory, which is 4194304");
            }
            assertThat(client.call("BLPOP", "topics:" + topic + ":{\"queued.max.messages.kbytes\":4096}", "0.01"))
                    .isNull();
        }
    }

    @Test
    void theBoundsOfCommandsAreSettings() throws Exception {
        try (RafkaServer server = rafka.startAnother(
                        Map.of("command-keys", "2", "subscription-memory", "300", "client-name-len", "20"));
                RawClient client = RawClient.connect(server.port())) {
            assertThat(client.call("EXISTS", "a", "b")).isEqualTo(0L);
            assertThat(String.valueOf(client.call("EXISTS", "a", "b", "c"))).startsWith("-ERR ");
            assertThat(client.callList("COMMAND", "INFO", "get", "set")).hasSize(2);
            assertThat(String.valueOf(client.call("COMMAND", "INFO", "a", "b", "c")))
                    .startsWith("-ERR ");
            assertThat(client.call("CLIENT", "SETNAME", "x".repeat(20))).isEqualTo("OK");
            assertThat(client.call("CLIENT", "SETNAME", "x".repeat(21)))
                    .isEqualTo("-ERR names are of 20 bytes at most, got 21");
            assertThat(client.callList("SUBSCRIBE", "one")).hasSize(3);
            assertThat(client.callList("SUBSCRIBE", "two")).hasSize(3);
            assertThat(client.call("SUBSCRIBE", "three"))
                    .isEqualTo("-ERR this connection's subscriptions would take more than 300 bytes");
        }
    }

    @Test
    void aMonitorThatDoesNotReadIsDisconnectedAtItsBuffer() throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("monitor-buffer", "100kb"));
                RawClient monitor = RawClient.connect(server.port());
                RawClient client = RawClient.connect(server.port())) {
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            await().until(() -> {
                assertThat(client.call("PING", "x".repeat(100_000))).isEqualTo("x".repeat(100_000));
                return !String.valueOf(client.call("CLIENT", "LIST")).contains(monitor.address());
            });
        }
    }
}
