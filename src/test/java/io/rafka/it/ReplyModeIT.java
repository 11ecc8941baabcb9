package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** CLIENT REPLY, in front of commands that are answered later than they are read. */
@ExtendWith(RafkaExtension.class)
class ReplyModeIT {
    private static final String OFF = RawClient.array("CLIENT", "REPLY", "OFF");
    private static final String SKIP = RawClient.array("CLIENT", "REPLY", "SKIP");
    private static final String ON = RawClient.array("CLIENT", "REPLY", "ON");

    private static String echo(String text) {
        return RawClient.array("ECHO", text);
    }

    @Test
    void offSilencesWhatIsExecutedAllTheSame(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect()) {
            // The first record is held back, because its topic is new to the gateway or may be.
            client.send(OFF
                    + RawClient.array("RPUSHX", "topics:" + topic, "a")
                    + RawClient.array("RPUSHX", "topics:" + topic + "-nosuch", "b")
                    + RawClient.array("RPUSHX", "topics:" + topic, "c")
                    + RawClient.array("DUMP", "10000")
                    + RawClient.array("NOSUCH")
                    + RawClient.array("KEYS", "*")
                    + RawClient.array("CLIENT", "LIST")
                    + ON
                    + RawClient.array("DUMP", "0"));
            assertThat(client.reply()).as("of ON").isEqualTo("OK");
            assertThat(client.reply()).isEqualTo(0L);
        }
        assertThat(Clients.values(rafka.port(), topic, 2)).containsExactly("a", "c");
    }

    @Test
    void skipSilencesOneCommandAlsoIfItWaits(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = Clients.consumer(rafka.port(), Clients.newConsumer())) {
            client.send(SKIP
                    + RawClient.array("RPUSHX", "topics:" + topic, "a")
                    + echo("1")
                    + SKIP
                    + RawClient.array("DUMP", "10000")
                    + echo("2")
                    + SKIP
                    + RawClient.array("BLPOP", "topics:" + topic, "15")
                    + echo("3")
                    + SKIP
                    + RawClient.array("BLPOP", "topics:" + topic, "0.01")
                    + echo("4")
                    + SKIP
                    + RawClient.array("NOSUCH")
                    + echo("5"));
            for (String expected : new String[] {"1", "2", "3", "4", "5"}) {
                assertThat(client.reply()).isEqualTo(expected);
            }
            assertThat(client.call("RPUSH", "acks", topic + ":0:0"))
                    .as("the first BLPOP has been given the record")
                    .isEqualTo(1L);
        }
    }

    @Test
    void skipBehindSkipSkipsOneMore(RafkaTester rafka) {
        try (RawClient client = rafka.connect()) {
            client.send(SKIP + SKIP + echo("1") + echo("2"));
            assertThat(client.reply()).isEqualTo("2");
            client.send(SKIP + ON + echo("3"));
            assertThat(client.reply()).as("ON is answered whatever was before").isEqualTo("OK");
            assertThat(client.reply()).isEqualTo("3");
        }
    }

    @Test
    void resetBringsRepliesBack(RafkaTester rafka) {
        try (RawClient client = rafka.connect()) {
            client.send(OFF + echo("1") + RawClient.array("RESET") + echo("2"));
            assertThat(client.reply()).isEqualTo("RESET");
            assertThat(client.reply()).isEqualTo("2");
        }
    }

    @Test
    void offHoldsForACommandThatIsHeldBackByAPause(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient control = RawClient.connect(server.port());
                RawClient client = RawClient.connect(server.port())) {
            assertThat(control.call("CLIENT", "PAUSE", "600000", "WRITE")).isEqualTo("OK");
            client.send(SKIP + RawClient.array("RPUSHX", "topics:" + topic, "a") + echo("1"));
            assertThat(control.call("CLIENT", "UNPAUSE")).isEqualTo("OK");
            assertThat(client.reply()).isEqualTo("1");
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(control.call("LLEN", "topics:" + topic)).isEqualTo(1L);
        }
    }

    @Test
    void quitWithoutRepliesCloses(RafkaTester rafka) {
        try (RawClient client = rafka.connect()) {
            client.send(echo("1") + OFF + echo("2") + RawClient.array("QUIT") + echo("3"));
            assertThat(client.reply()).isEqualTo("1");
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawClient client = rafka.connect()) {
            client.send(SKIP + RawClient.array("QUIT") + echo("3"));
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    /** Redis tells of subscriptions although it does not reply: they are pushes. */
    @Test
    void subscriptionsAreToldWithoutReplies(RafkaTester rafka) {
        try (RawClient client = rafka.connect()) {
            client.send(RawClient.array("HELLO", "3") + echo("end"));
            await().until(() -> "end\r\n".equals(client.readLine()));
            client.send(OFF + RawClient.array("SUBSCRIBE", "a") + echo("1") + RawClient.array("UNSUBSCRIBE"));
            String told = client.read(30 + 33);
            assertThat(told).startsWith(">3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n");
            assertThat(told).endsWith(">3\r\n$11\r\nunsubscribe\r\n$1\r\na\r\n:0\r\n");
        }
    }
}
