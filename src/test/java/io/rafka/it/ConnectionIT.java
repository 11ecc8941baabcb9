package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
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
            for (int i = 0; i < 150; i++) {
                assertThat(other.call("ECHO", large)).isEqualTo(large);
            }
            String all = monitor.read(Integer.MAX_VALUE / 4);
            assertThat(all.split("more bytes", -1).length).isLessThan(150);
        }
    }

    @Test
    void announcementsOfLargeCommandsDoNotKeepOthersFromTheirs(RafkaTester rafka) {
        unfinishedDoNotKeepOthersFromTheirs(rafka, 40, 3);
    }

    @Test
    void unfinishedLargeCommandsGiveWayToOthers(RafkaTester rafka) {
        unfinishedDoNotKeepOthersFromTheirs(rafka, 6, 20_000);
    }

    private static void unfinishedDoNotKeepOthersFromTheirs(RafkaTester rafka, int connections, int sent) {
        List<RawClient> unfinished = new ArrayList<>();
        try (RawClient other = rafka.connect()) {
            for (int i = 0; i < connections; i++) {
                String part = "*3\r\n$6\r\nRPUSHX\r\n$8\r\ntopics:t\r\n$32768000\r\n" + "x".repeat(sent);
                unfinished.add(rafka.connect().send(part));
            }
            String large = "x".repeat(100_000);
            assertThat(other.call("ECHO", large)).isEqualTo(large);
        } finally {
            unfinished.forEach(RawClient::close);
        }
    }

    @Test
    void theEndOfAClientIsHeardBehindItsCommandsAndTheyAreExecuted(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String name = RafkaTester.unique("g") + ":c";
        try (RawClient client = rafka.connect()) {
            assertThat(client.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
            client.send(RawClient.array("BLPOP", "topics:" + topic, "0")
                    + RawClient.array("PING").repeat(8_000)
                    + RawClient.array("RPUSHX", "topics:" + topic, "last"));
        }
        try (RawClient next = rafka.connect()) {
            assertThat(next.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
            assertThat(next.call("BLPOP", "topics:" + topic, "15"))
                    .isEqualTo(List.of("topic", topic, "partition", 0L, "offset", 0L, "value", "last"));
        }
    }

    @Test
    void aSlowReaderThatQuitsAndClosesItsSideGetsEveryReply(RafkaTester rafka) {
        String echo = "x".repeat(10_000);
        try (RawClient client = rafka.connect()) {
            client.send(RawClient.array("ECHO", echo).repeat(300) + RawClient.array("QUIT"));
            client.shutdownOutput();
            for (int i = 0; i < 300; i++) {
                assertThat(client.reply()).isEqualTo(echo);
            }
            assertThat(client.reply()).isEqualTo("OK");
            assertThat(client.isAtEnd()).isTrue();
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
    void aConsumerThatIsResetLeavesItsGroupAndMayBeOneAgain(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String name = RafkaTester.unique("g") + ":c";
        List<Object> record = List.of("topic", topic, "partition", 0L, "offset", 0L, "value", "x");
        try (RawClient client = rafka.connect()) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "x")).isEqualTo(1L);
            client.call("CLIENT", "SETNAME", name);
            assertThat(client.call("BLPOP", "topics:" + topic, "15")).isEqualTo(record);
            client.send(RawClient.array("RESET")
                    + RawClient.array("BLPOP", "topics:" + topic, "15")
                    + RawClient.array("CLIENT", "SETNAME", name)
                    + RawClient.array("BLPOP", "topics:" + topic, "15"));
            assertThat(client.reply()).isEqualTo("RESET");
            assertThat(client.reply()).asString().startsWith("-CONS Connection not ready.");
            assertThat(client.reply()).isEqualTo("OK");
            assertThat(client.reply()).as("not acknowledged").isEqualTo(record);
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
