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

/** A server that is stopped while commands are held back, or wait. */
@ExtendWith(RafkaExtension.class)
class PausedShutdownIT {
    @Test
    void whoWaitsForBrokersIsAnswered(RafkaTester rafka) throws Exception {
        RafkaServer server = rafka.startAnother(Map.of());
        try (RawClient control = RawClient.connect(server.port());
                RawClient waiting = RawClient.connect(server.port())) {
            long id = Clients.id(waiting);
            waiting.send(RawClient.array("WAIT", "9", "0"));
            Clients.awaitBlocked(control, id);
            server.close();
            assertThat(waiting.reply()).isEqualTo(1L);
            assertThat(waiting.isAtEnd()).isTrue();
        }
    }

    @Test
    void whatIsHeldBackIsProducedAndAnswered(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        RafkaServer server = rafka.startAnother(Map.of());
        try (RawClient control = RawClient.connect(server.port());
                RawClient producer = RawClient.connect(server.port());
                RawClient consumer = Clients.consumer(server.port(), Clients.newConsumer())) {
            RawClient gone = RawClient.connect(server.port());
            long id = Clients.id(gone);
            assertThat(control.call("CLIENT", "PAUSE", "600000", "WRITE")).isEqualTo("OK");
            producer.send(RawClient.array("RPUSHX", "topics:" + topic, "x"));
            consumer.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            gone.send(RawClient.array("RPUSHX", "topics:" + topic, "x").repeat(2));
            await().until(() -> !"0".equals(Clients.line(control, id).get("qbuf")));
            gone.close();

            server.close();
            assertThat(producer.reply()).isEqualTo(1L);
            assertThat(consumer.reply()).isEqualTo("-CONS Server shutdown");
        }
        try (RawClient other = rafka.connect()) {
            assertThat(other.call("LLEN", "topics:" + topic)).isEqualTo(3L);
        }
    }
}
