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

/** A consumer whose BLPOP is held back by CLIENT PAUSE, and which is gone when it would be its turn. */
@ExtendWith(RafkaExtension.class)
class PausedConsumerIT {
    @Test
    void oneThatIsResetTakesNothing(RafkaTester rafka) throws Exception {
        aConsumerThatGoesTakesNothing(rafka, true);
    }

    @Test
    void oneThatClosesTakesNothing(RafkaTester rafka) throws Exception {
        aConsumerThatGoesTakesNothing(rafka, false);
    }

    @Test
    void oneThatClosesIsClosedBeforeThePauseIsOver(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient control = RawClient.connect(server.port())) {
            RawClient gone = Clients.consumer(server.port(), Clients.newConsumer());
            long id = Clients.id(gone);
            assertThat(control.call("CLIENT", "PAUSE", "600000", "WRITE")).isEqualTo("OK");
            gone.send(RawClient.array("BLPOP", "topics:t", "0"));
            gone.close();
            await().until(() -> Clients.line(control, id).isEmpty());
        }
    }

    @Test
    void theLoginOfAProducerThatHasGoneIsNotForgotten(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = rafka.startAnother(Map.of("requirepass", "secret"));
                RawClient control = RawClient.connect(server.port())) {
            assertThat(control.call("AUTH", "secret")).isEqualTo("OK");
            RawClient gone = RawClient.connect(server.port());
            assertThat(control.call("CLIENT", "PAUSE", "600000")).isEqualTo("OK");
            gone.send(RawClient.array("AUTH", "secret") + RawClient.array("RPUSHX", "topics:" + topic, "x"));
            gone.reset();
            assertThat(control.call("CLIENT", "UNPAUSE")).isEqualTo("OK");
            await().untilAsserted(() ->
                    assertThat(control.call("LLEN", "topics:" + topic)).isEqualTo(1L));
        }
    }

    @Test
    void whatAKilledClientHasSentIsNotExecuted(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient control = RawClient.connect(server.port());
                RawClient killed = RawClient.connect(server.port())) {
            long id = Clients.id(killed);
            assertThat(control.call("CLIENT", "PAUSE", "600000", "WRITE")).isEqualTo("OK");
            killed.send(RawClient.array("RPUSHX", "topics:" + topic, "x").repeat(2));
            await().until(() -> !"0".equals(Clients.line(control, id).get("qbuf")));
            assertThat(control.call("CLIENT", "KILL", "ID", Long.toString(id))).isEqualTo(1L);
            assertThat(control.call("CLIENT", "UNPAUSE")).isEqualTo("OK");
            assertThat(killed.isAtEnd()).isTrue();
            assertThat(control.call("RPUSHX", "topics:" + topic, "y")).isEqualTo(1L);
            assertThat(control.call("WAIT", "1", "10000")).isEqualTo(1L);
            assertThat(control.call("LLEN", "topics:" + topic)).isEqualTo(1L);
        }
    }

    private static void aConsumerThatGoesTakesNothing(RafkaTester rafka, boolean isReset) throws Exception {
        String topic = rafka.createTopic("t", 1);
        String name = Clients.newConsumer();
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient control = RawClient.connect(server.port())) {
            RawClient gone = Clients.consumer(server.port(), name);
            long id = Clients.id(gone);
            assertThat(control.call("CLIENT", "PAUSE", "600000", "WRITE")).isEqualTo("OK");
            gone.send(RawClient.array("BLPOP", "topics:" + topic, "0") + RawClient.array("PING"));
            await().until(() -> {
                String waiting = String.valueOf(Clients.line(control, id).get("qbuf"));
                return Integer.parseInt(waiting) > 0;
            });
            if (isReset) {
                gone.reset();
                await().until(() -> Clients.line(control, id).isEmpty());
            } else {
                gone.close();
                // Each asks the event loop of the one that has gone, which hears of the end before the second.
                Clients.line(control, id);
                Clients.line(control, id);
            }
            assertThat(control.call("CLIENT", "UNPAUSE")).isEqualTo("OK");

            Clients.produce(server.port(), topic, "x");
            await().untilAsserted(() -> assertThat(Clients.info(control, "clients", "kafka"))
                    .containsEntry("connected_clients", "1")
                    .containsEntry("blocked_clients", "0")
                    .containsEntry("consumer.consumed.messages", "0")
                    .containsEntry("consumer.members", "0"));
            try (RawClient next = Clients.consumer(server.port(), name)) {
                assertThat(Clients.value(next.call("BLPOP", "topics:" + topic, "15")))
                        .isEqualTo("x");
            }
        }
    }
}
