package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections that do not behave. What ended the 2017 server is in the scripts and here. */
@ExtendWith(RafkaExtension.class)
class ConnectionIT {
    @Test
    void aClientThatDoesNotReadIsHeldBackAndThenGetsEveryReply(RafkaTester rafka) throws Exception {
        String echo = "x".repeat(60_000);
        int count = 2_000;
        try (RawClient client = rafka.connect()) {
            Thread sender = new Thread(() -> {
                for (int i = 0; i < count; i++) {
                    client.send(RawClient.array("ECHO", i + echo));
                }
            });
            sender.start();
            // 120 MB of replies fit into no buffer: this goes through only because the client is not read from.
            for (int i = 0; i < count; i++) {
                assertThat(client.reply()).isEqualTo(i + echo);
            }
            sender.join();
        }
    }

    @Test
    void aMonitorThatNamesItselfAndGoesHarmsNobody(RafkaTester rafka) {
        try (RawClient monitor = rafka.connect();
                RawClient other = rafka.connect()) {
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            monitor.send(RawClient.array("CLIENT", "SETNAME", RafkaTester.unique("g") + ":c"));
            monitor.reset();
            for (int i = 0; i < 100; i++) {
                assertThat(other.call("PING")).isEqualTo("PONG");
            }
        }
    }

    @Test
    void aMonitorThatDoesNotReadIsDisconnected(RafkaTester rafka) {
        String large = "x".repeat(1_000_000);
        try (RawClient monitor = rafka.connect();
                RawClient other = rafka.connect()) {
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            for (int i = 0; i < 40; i++) {
                assertThat(other.call("ECHO", large)).isEqualTo(large);
            }
            String all = monitor.read(Integer.MAX_VALUE / 4);
            assertThat(all.length()).isLessThan(40 * large.length());
        }
    }

    @Test
    void commandsBehindAWaitingOneWaitTheirTurn(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect()) {
            client.call("CLIENT", "SETNAME", RafkaTester.unique("g") + ":c");
            client.send(RawClient.array("BLPOP", "topics:" + topic, "0.2")
                    + RawClient.array("PING")
                    + RawClient.array("RPUSHX", "topics:" + topic, "x")
                    + RawClient.array("BLPOP", "topics:" + topic, "10"));
            assertThat(client.reply()).isNull();
            assertThat(client.reply()).isEqualTo("PONG");
            assertThat(client.reply()).isEqualTo(1L);
            assertThat(client.reply()).isInstanceOf(List.class);
        }
    }

    @Test
    void aHalfSentCommandIsForgottenWithItsConnection(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect()) {
            client.send(RawClient.array("RPUSHX", "topics:" + topic, "whole"));
            client.send(
                    "*3\r\n$6\r\nRPUSHX\r\n$" + ("topics:" + topic).length() + "\r\ntopics:" + topic + "\r\n$5\r\nha");
            client.shutdownOutput();
            assertThat(client.reply()).isEqualTo(1L);
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawClient client = rafka.connect()) {
            client.call("CLIENT", "SETNAME", RafkaTester.unique("g") + ":c");
            assertThat(client.call("BLPOP", "topics:" + topic, "10")).isInstanceOf(List.class);
            assertThat(client.call("BLPOP", "topics:" + topic, "0.5")).isNull();
        }
    }
}
