package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client sends that asks for too much, or that nobody meant to be executed. */
@ExtendWith(RafkaExtension.class)
class HostileClientIT {
    @Test
    void theBodyOfARequestOfHttpIsNotExecuted(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient browser = rafka.connect();
                RawClient other = rafka.connect()) {
            browser.send("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nRPUSHX topics:" + topic + " x\r\n");
            assertThat(browser.isAtEnd()).isTrue();
            assertThat(other.call("RPUSHX", "topics:" + topic, "y")).isEqualTo(1L);
            assertThat(other.call("WAIT", "1", "10000")).isEqualTo(1L);
            assertThat(other.call("LLEN", "topics:" + topic)).isEqualTo(1L);
        }
    }

    @Test
    void whatAKilledClientHasSentIsNotExecutedAnyMore(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient killed = rafka.connect();
                RawClient other = rafka.connect()) {
            long id = Clients.id(killed);
            killed.send(RawClient.array("WAIT", "9", "0") + RawClient.array("RPUSHX", "topics:" + topic, "x"));
            await().until(() -> !"0".equals(Clients.line(other, id).get("qbuf")));
            assertThat(other.call("CLIENT", "KILL", "ID", Long.toString(id))).isEqualTo(1L);
            assertThat(killed.isAtEnd()).isTrue();
            assertThat(other.call("RPUSHX", "topics:" + topic, "y")).isEqualTo(1L);
            assertThat(other.call("WAIT", "1", "10000")).isEqualTo(1L);
            assertThat(other.call("LLEN", "topics:" + topic)).isEqualTo(1L);
        }
    }

    @Test
    void namesAreBounded(RafkaTester rafka) {
        String name = "x".repeat(1_025);
        try (RawClient client = rafka.connect()) {
            for (List<String> command : List.of(
                    List.of("CLIENT", "SETNAME", name),
                    List.of("CLIENT", "SETINFO", "LIB-NAME", name),
                    List.of("CLIENT", "SETINFO", "LIB-VER", name),
                    List.of("HELLO", "2", "SETNAME", name))) {
                assertThat(client.call(command.toArray(String[]::new)))
                        .isEqualTo("-ERR names are of 1024 bytes at most, got 1025");
            }
            assertThat(client.call("CLIENT", "SETNAME", "x".repeat(1_024))).isEqualTo("OK");
        }
    }

    @Test
    void questionsAreBounded(RafkaTester rafka) {
        String[] exists = words("EXISTS", Collections.nCopies(1_001, "topics:x"));
        String[] info = words("COMMAND", Collections.nCopies(1_002, "info"));
        try (RawClient client = rafka.connect()) {
            assertThat(client.call(exists)).isEqualTo("-ERR at most 1000 keys at a time, got 1001");
            exists[0] = "DEL";
            assertThat(client.call(exists)).isEqualTo("-ERR at most 1000 keys at a time, got 1001");
            assertThat(client.call(info)).isEqualTo("-ERR at most 1000 names of commands at a time, got 1001");
            info[1] = "docs";
            assertThat(client.call(info)).isEqualTo("-ERR at most 1000 names of commands at a time, got 1001");
        }
    }

    @Test
    void subscriptionsAreMadeAllOrNone(RafkaTester rafka) {
        List<String> channels = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            channels.add("channel" + i);
        }
        try (RawClient client = rafka.connect()) {
            assertThat(client.call(words("SUBSCRIBE", channels)))
                    .isEqualTo("-ERR this connection's subscriptions would take more than 262144 bytes");
            assertThat(String.valueOf(client.call("CLIENT", "INFO"))).contains(" sub=0 ");
        }
    }

    @Test
    void topicsOfKafkasOwnAreNoKeys(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = rafka.startAnother(Map.of("allow-topic-deletion", "yes"));
                RawClient client = RawClient.connect(server.port())) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "x")).isEqualTo(1L);
            try (RawClient consumer = Clients.consumer(server.port(), Clients.newConsumer())) {
                assertThat(consumer.call("BLPOP", "topics:" + topic, "20")).isInstanceOf(List.class);
                assertThat(consumer.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            }
            String offsets = "topics:__consumer_offsets";
            assertThat(client.call("DEL", offsets)).isEqualTo(0L);
            assertThat(client.call("EXISTS", offsets)).isEqualTo(0L);
            assertThat(client.call("TYPE", offsets)).isEqualTo("none");
            assertThat(rafka.admin()
                            .describeTopics(List.of("__consumer_offsets"))
                            .allTopicNames()
                            .get())
                    .hasSize(1);
        }
    }

    private static String[] words(String first, List<String> others) {
        List<String> words = new ArrayList<>(others);
        words.add(0, first);
        return words.toArray(String[]::new);
    }
}
