package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SLOWLOG of a gateway that keeps every command. */
@ExtendWith(RafkaExtension.class)
class SlowLogIT {
    private static RafkaServer keepingAll(RafkaTester rafka) throws Exception {
        return rafka.startAnother(Map.of("slowlog-log-slower-than", "0"));
    }

    private static List<List<?>> entries(RawClient client, String... count) {
        List<String> words = new ArrayList<>(List.of("SLOWLOG", "GET"));
        words.addAll(List.of(count));
        List<List<?>> entries = new ArrayList<>();
        for (Object entry : client.callList(words.toArray(new String[0]))) {
            assertThat(entry).isInstanceOf(List.class);
            entries.add((List<?>) entry);
        }
        return entries;
    }

    /** The words of each, the newest first. */
    private static List<List<String>> words(RawClient client) {
        List<List<String>> words = new ArrayList<>();
        for (List<?> entry : entries(client, "-1")) {
            words.add(((List<?>) entry.get(3)).stream().map(String::valueOf).toList());
        }
        return words;
    }

    @Test
    void anEntryHasSixFields(RafkaTester rafka) throws Exception {
        try (RafkaServer server = keepingAll(rafka);
                RawClient client = RawClient.connect(server.port())) {
            long before = System.currentTimeMillis() / 1_000;
            assertThat(client.call("CLIENT", "SETNAME", "label")).isEqualTo("OK");
            assertThat(client.call("SLOWLOG", "RESET")).isEqualTo("OK");
            assertThat(client.call("EcHo", "a b\r\n")).isEqualTo("a b\r\n");
            List<?> entry = entries(client).get(0);
            assertThat(entry).hasSize(6);
            assertThat((Long) entry.get(0)).isGreaterThanOrEqualTo(2L);
            assertThat((Long) entry.get(1)).isBetween(before, System.currentTimeMillis() / 1_000);
            assertThat((Long) entry.get(2)).isGreaterThanOrEqualTo(0L);
            assertThat(entry.subList(3, 6)).isEqualTo(List.of(List.of("EcHo", "a b\r\n"), client.address(), "label"));
            List<Object> ids = new ArrayList<>();
            entries(client, "-1").forEach(each -> ids.add(each.get(0)));
            assertThat(ids).as("the newest first").isEqualTo(descendingFrom((Long) ids.get(0), ids.size()));
        }
    }

    private static List<Object> descendingFrom(long first, int count) {
        List<Object> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(first - i);
        }
        return ids;
    }

    @Test
    void secretsAreNotInIt(RafkaTester rafka) throws Exception {
        try (RafkaServer server = keepingAll(rafka);
                RawClient client = RawClient.connect(server.port())) {
            client.call("AUTH", "s3cret-1");
            client.call("AUTH", "default", "s3cret-2");
            client.call("HELLO", "2", "AUTH", "default", "s3cret-3");
            client.call("CONFIG", "SET", "maxclients", "100", "requirepass", "s3cret-4");
            client.call("AUTH", "default", "wrong-s3cret");
            client.call("CONFIG", "SET", "requirepass", "");
            client.call("BLPOP", "topics:t:{\"sasl.password\":\"s3cret-5\"}", "1");
            assertThat(words(client).toString())
                    .doesNotContain("s3cret")
                    .contains("[AUTH, (redacted)]")
                    .contains("[AUTH, (redacted), (redacted)]")
                    .contains("[HELLO, 2, AUTH, (redacted), (redacted)]")
                    .contains("[CONFIG, SET, maxclients, 100, requirepass, (redacted)]")
                    .contains("[BLPOP, topics:t:(redacted), 1]");
        }
    }

    @Test
    void longWordsAndManyWordsAreCutAsInRedis(RafkaTester rafka) throws Exception {
        try (RafkaServer server = keepingAll(rafka);
                RawClient client = RawClient.connect(server.port())) {
            client.call("ECHO", "x".repeat(128));
            client.call("ECHO", "x".repeat(129));
            client.call("ECHO", "x".repeat(1_000));
            client.call(exists(32));
            client.call(exists(33));
            client.call(exists(100));
            List<List<String>> words = words(client);
            assertThat(words.get(5)).isEqualTo(List.of("ECHO", "x".repeat(128)));
            assertThat(words.get(4)).isEqualTo(List.of("ECHO", "x".repeat(128) + "... (1 more bytes)"));
            assertThat(words.get(3)).isEqualTo(List.of("ECHO", "x".repeat(128) + "... (872 more bytes)"));
            assertThat(words.get(2)).hasSize(32).endsWith("k30", "k31");
            assertThat(words.get(1)).hasSize(32).endsWith("k30", "... (2 more arguments)");
            assertThat(words.get(0)).hasSize(32).endsWith("k30", "... (69 more arguments)");
        }
    }

    private static String[] exists(int words) {
        String[] all = new String[words];
        all[0] = "EXISTS";
        for (int i = 1; i < words; i++) {
            all[i] = "k" + i;
        }
        return all;
    }

    @Test
    void itIsNoLongerThanItMayBe(RafkaTester rafka) throws Exception {
        try (RafkaServer server = keepingAll(rafka);
                RawClient client = RawClient.connect(server.port())) {
            for (int i = 0; i < 200; i++) {
                client.call("PING");
            }
            assertThat(client.call("SLOWLOG", "LEN")).isEqualTo(128L);
            assertThat(entries(client)).as("ten if not told").hasSize(10);
            assertThat(entries(client, "3")).hasSize(3);
            assertThat(entries(client, "-1")).hasSize(128);
            assertThat(client.call("CONFIG", "SET", "slowlog-max-len", "5")).isEqualTo("OK");
            assertThat(client.call("SLOWLOG", "LEN")).isEqualTo(5L);
            assertThat(entries(client, "1000")).hasSize(5);
            assertThat(client.call("CONFIG", "SET", "slowlog-max-len", "0")).isEqualTo("OK");
            assertThat(client.call("SLOWLOG", "LEN")).isEqualTo(0L);
        }
    }

    @Test
    void resetForgetsAndMinusOneKeepsNone(RafkaTester rafka) throws Exception {
        try (RafkaServer server = keepingAll(rafka);
                RawClient client = RawClient.connect(server.port())) {
            client.call("PING");
            client.call("PING");
            assertThat(client.call("SLOWLOG", "RESET")).isEqualTo("OK");
            assertThat(words(client)).as("only what came since").isEqualTo(List.of(List.of("SLOWLOG", "RESET")));
            assertThat(client.call("CONFIG", "SET", "slowlog-log-slower-than", "-1"))
                    .isEqualTo("OK");
            assertThat(client.call("SLOWLOG", "RESET")).isEqualTo("OK");
            client.call("PING");
            client.call("KEYS", "*");
            assertThat(client.call("SLOWLOG", "LEN")).isEqualTo(0L);
            assertThat(client.call("CONFIG", "SET", "slowlog-log-slower-than", "2000000000"))
                    .isEqualTo("OK");
            client.call("KEYS", "*");
            assertThat(client.call("SLOWLOG", "LEN")).isEqualTo(0L);
        }
    }

    /** Commands that wait because they are meant to are not slow, nor those that are held back by a pause. */
    @Test
    void whatWaitsIsNotSlow(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = rafka.startAnother(Map.of("slowlog-log-slower-than", "400000"));
                RawClient control = RawClient.connect(server.port());
                RawClient client = Clients.consumer(server.port(), Clients.newConsumer())) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "x")).isEqualTo(1L);
            assertThat(control.call("SLOWLOG", "RESET")).isEqualTo("OK");
            assertThat(client.call("WAIT", "9", "500")).isEqualTo(1L);
            assertThat(client.call("BLPOP", "topics:" + topic, "15")).isInstanceOf(List.class);
            assertThat(client.call("BLPOP", "topics:" + topic, "0.5")).isNull();
            assertThat(control.call("CLIENT", "PAUSE", "500", "WRITE")).isEqualTo("OK");
            assertThat(client.call("RPUSHX", "topics:" + topic, "y")).isEqualTo(1L);
            assertThat(control.call("CLIENT", "PAUSE", "500", "ALL")).isEqualTo("OK");
            assertThat(client.call("PING")).isEqualTo("PONG");
            assertThat(words(control)).isEmpty();
        }
    }
}
