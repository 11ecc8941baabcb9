package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** CLIENT PAUSE, at a gateway of its own: it holds for everybody. */
@ExtendWith(RafkaExtension.class)
class PauseIT {
    private static final String LONG = "600000";

    private RafkaServer server;
    private RawClient control;

    @BeforeEach
    void start(RafkaTester rafka) throws Exception {
        server = rafka.startAnother(Map.of());
        control = connect();
    }

    @AfterEach
    void close() {
        control.close();
        server.close();
    }

    private RawClient connect() {
        return RawClient.connect(server.port());
    }

    private void pause(String mode) {
        assertThat(control.call("CLIENT", "PAUSE", LONG, mode)).isEqualTo("OK");
    }

    private void unpause() {
        assertThat(control.call("CLIENT", "UNPAUSE")).isEqualTo("OK");
    }

    @Test
    void allHoldsBackEveryCommandOfOthersUntilItIsEnded() {
        try (RawClient other = connect()) {
            assertThat(other.call("PING")).isEqualTo("PONG");
            pause("ALL");
            other.send(
                    RawClient.array("ECHO", "a") + RawClient.array("CLIENT", "UNPAUSE") + RawClient.array("ECHO", "b"));
            // The UNPAUSE behind the ECHO is held back with it.
            control.send(RawClient.array("PING") + RawClient.array("ECHO", "x"));
            try (RawClient third = connect()) {
                assertThat(third.call("CLIENT", "UNPAUSE")).isEqualTo("OK");
            }
            assertThat(control.reply()).isEqualTo("PONG");
            assertThat(control.reply()).isEqualTo("x");
            assertThat(other.reply()).isEqualTo("a");
            assertThat(other.reply()).isEqualTo("OK");
            assertThat(other.reply()).isEqualTo("b");
        }
    }

    @Test
    void allHoldsBackUntilItsTimeIsOver() {
        try (RawClient other = connect()) {
            assertThat(other.call("PING")).isEqualTo("PONG");
            long start = System.nanoTime();
            assertThat(control.call("CLIENT", "PAUSE", "300")).isEqualTo("OK");
            assertThat(other.call("PING")).isEqualTo("PONG");
            // The least, not the most: it may not have come before.
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(290_000_000L);
            assertThat(other.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void writeHoldsBackProducingAndConsumingOnly(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        Clients.produce(server.port(), topic, "before");
        try (RawClient producer = connect();
                RawClient consumer = Clients.consumer(server.port(), Clients.newConsumer())) {
            pause("WRITE");
            producer.send(RawClient.array("RPUSHX", "topics:" + topic, "during"));
            consumer.send(RawClient.array("BLPOP", "topics:" + topic, "15"));
            try (RawClient other = connect()) {
                assertThat(other.call("PING")).isEqualTo("PONG");
                assertThat(other.call("LLEN", "topics:" + topic)).isEqualTo(1L);
                assertThat(other.call("DUMP", "10")).isEqualTo(0L);
                assertThat(Clients.info(other, "stats")).isNotEmpty();
            }
            assertThat(Clients.info(control, "commandstats")).doesNotContainKey("cmdstat_blpop");
            assertThat(control.call("LLEN", "topics:" + topic)).isEqualTo(1L);
            unpause();
            assertThat(producer.reply()).isEqualTo(1L);
            assertThat(Clients.value(consumer.reply())).isEqualTo("before");
        }
        assertThat(Clients.values(server.port(), topic, 2)).containsExactly("before", "during");
    }

    @Test
    void aBlpopThatWaitsAlreadyGetsNothingDuringAPauseAndNothingIsLost(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient consumer = Clients.consumer(server.port(), Clients.newConsumer())) {
            // It has its partition before the pause.
            Clients.produce(server.port(), topic, "before");
            assertThat(Clients.value(consumer.call("BLPOP", "topics:" + topic, "15")))
                    .isEqualTo("before");
            long id = Clients.id(consumer);
            consumer.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            Clients.awaitBlocked(control, id);
            pause("WRITE");
            // Past this gateway, which lets nobody produce.
            Clients.produce(rafka.port(), topic, "one", "two");
            Clients.values(rafka.port(), topic, 3);
            assertThat(Clients.line(control, id)).as("still").containsEntry("flags", "b");
            assertThat(Clients.info(control, "kafka")).containsEntry("consumer.consumed.messages", "1");
            unpause();
            assertThat(Clients.value(consumer.reply())).isEqualTo("one");
            assertThat(Clients.value(consumer.call("BLPOP", "topics:" + topic, "15")))
                    .isEqualTo("two");
            assertThat(consumer.call("RPUSH", "acks", topic + ":0:2")).isEqualTo(1L);
        }
    }

    @Test
    void aWaitingBlpopThatIsUnblockedDuringAPauseLosesNothing(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient consumer = Clients.consumer(server.port(), Clients.newConsumer())) {
            long id = Clients.id(consumer);
            consumer.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            Clients.awaitBlocked(control, id);
            pause("WRITE");
            Clients.produce(rafka.port(), topic, "one");
            assertThat(control.call("CLIENT", "UNBLOCK", "" + id)).isEqualTo(1L);
            assertThat(consumer.reply()).isNull();
            consumer.send(RawClient.array("BLPOP", "topics:" + topic, "15"));
            unpause();
            assertThat(Clients.value(consumer.reply())).isEqualTo("one");
        }
    }

    @Test
    void whatIsPipelinedDuringAPauseArrivesInOrder(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        int count = 500;
        try (RawClient producer = connect()) {
            pause("WRITE");
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < count; i++) {
                all.append(RawClient.array("RPUSHX", "topics:" + topic, "m" + i));
            }
            producer.send(all + RawClient.array("PING"));
            unpause();
            assertThat(producer.read(4 * count)).isEqualTo(":1\r\n".repeat(count));
            assertThat(producer.reply()).isEqualTo("PONG");
        }
        assertThat(Clients.values(server.port(), topic, count))
                .isEqualTo(IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void whatAClientHasSentDuringAPauseIsProducedAlthoughItHasGone(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        pause("WRITE");
        for (int i = 0; i < 2; i++) {
            RawClient gone = connect();
            long id = Clients.id(gone);
            gone.send(RawClient.array("RPUSHX", "topics:" + topic, "a")
                    + RawClient.array("RPUSHX", "topics:" + topic, "a"));
            // Held back: the rest has been read from the socket, and is in the server's memory.
            await().until(() ->
                    Integer.parseInt(String.valueOf(Clients.line(control, id).get("qbuf"))) > 0);
            if (i == 0) {
                gone.close();
            } else {
                gone.reset();
            }
        }
        unpause();
        assertThat(Clients.values(server.port(), topic, 4)).containsOnly("a");
        assertThat(control.call("LLEN", "topics:" + topic)).isEqualTo(4L);
    }

    @Test
    void refusalsAreNotHeldBack() {
        try (RawClient other = connect()) {
            pause("ALL");
            assertThat(other.call("FOO")).asString().startsWith("-ERR unknown command");
            assertThat(other.call("ECHO")).asString().startsWith("-ERR wrong number");
            unpause();
        }
    }

    @Test
    void aKilledClientDoesNotComeBackWhenThePauseEnds(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (RawClient killed = connect()) {
            String address = killed.address();
            assertThat(killed.call("PING")).isEqualTo("PONG");
            pause("WRITE");
            killed.send(RawClient.array("RPUSHX", "topics:" + topic, "x"));
            assertThat(control.call("CLIENT", "KILL", "ADDR", address)).isEqualTo(1L);
            assertThat(killed.isAtEnd()).isTrue();
            unpause();
            await().untilAsserted(
                            () -> assertThat(Clients.info(control, "clients")).containsEntry("connected_clients", "1"));
        }
    }

    @Test
    void itHoldsForClientsThatConnectWhileItLasts() {
        pause("ALL");
        List<RawClient> clients =
                IntStream.range(0, 20).mapToObj(i -> connect()).toList();
        clients.forEach(client -> client.send(RawClient.array("ECHO", "x")));
        unpause();
        clients.forEach(client -> assertThat(client.reply()).isEqualTo("x"));
        clients.forEach(RawClient::close);
    }
}
