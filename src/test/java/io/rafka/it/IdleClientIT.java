package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whom the setting {@code timeout} spares, beside those of {@link ServerSettingsIT}. */
@ExtendWith(RafkaExtension.class)
class IdleClientIT {
    @Test
    void subscribersAndWhoWaitsAreNotIdle(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = rafka.startAnother(Map.of("timeout", "1"));
                RawClient waiting = RawClient.connect(server.port());
                RawClient paused = RawClient.connect(server.port());
                RawClient subscribed = RawClient.connect(server.port());
                RawClient consumer = Clients.consumer(server.port(), Clients.newConsumer())) {
            assertThat(subscribed.callList("SUBSCRIBE", "a")).hasSize(3);
            long waitingId = Clients.id(waiting);
            waiting.send(RawClient.array("WAIT", "9", "0"));
            consumer.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            try (RawClient control = RawClient.connect(server.port())) {
                assertThat(control.call("CLIENT", "PAUSE", "600000", "WRITE")).isEqualTo("OK");
            }
            paused.send(RawClient.array("RPUSHX", "topics:" + topic, "x"));
            // As long as it takes three times, one after the other, the others have not been closed.
            for (int i = 0; i < 3; i++) {
                try (RawClient idle = RawClient.connect(server.port())) {
                    assertThat(idle.isAtEnd()).isTrue();
                }
            }
            try (RawClient control = RawClient.connect(server.port())) {
                assertThat(control.call("CLIENT", "UNPAUSE")).isEqualTo("OK");
                assertThat(paused.reply()).isEqualTo(1L);
                assertThat(Clients.value(consumer.reply())).isEqualTo("x");
                assertThat(control.call("CLIENT", "UNBLOCK", Long.toString(waitingId)))
                        .isEqualTo(1L);
                assertThat(waiting.reply()).isEqualTo(1L);
            }
            assertThat(subscribed.callList("PING")).hasSize(2);
            assertThat(subscribed.callList("UNSUBSCRIBE")).hasSize(3);
            assertThat(subscribed.isAtEnd()).as("now it is idle").isTrue();
            assertThat(waiting.isAtEnd()).as("now it is idle").isTrue();
            assertThat(paused.isAtEnd()).as("now it is idle").isTrue();
        }
    }
}
