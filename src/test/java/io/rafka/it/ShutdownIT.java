package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The end of the server, in the order of the protocol. */
class ShutdownIT {
    @Test
    void consumersAreToldAndCommittedThenProducersAreAnsweredAndFlushed() {
        try (RafkaTester rafka = RafkaTester.start(
                        Map.of(), "{\"auto.offset.reset\":\"earliest\",\"auto.commit.interval.ms\":60000}", "{}");
                RawClient producer = rafka.connect();
                RawClient consumer = rafka.connect();
                RawClient idle = rafka.connect()) {
            assertThat(producer.call("RPUSHX", "topics:t", "one")).isEqualTo(1L);
            consumer.call("CLIENT", "SETNAME", "g:c");
            assertThat(consumer.call("BLPOP", "topics:t", "10")).isInstanceOf(List.class);
            assertThat(consumer.call("RPUSH", "acks", "t:0:0")).isEqualTo(1L);
            consumer.send(RawClient.array("BLPOP", "topics:t", "0"));
            assertThat(idle.call("PING")).isEqualTo("PONG");
            assertThat(producer.call("RPUSHX", "topics:t", "two")).isEqualTo(1L);
            assertThat(consumer.reply()).isInstanceOf(List.class);
            consumer.send(RawClient.array("BLPOP", "topics:t", "0"));
            assertThat(producer.call("RPUSHX", "topics:other", "three")).isEqualTo(1L);

            CompletableFuture<Long> stopped =
                    CompletableFuture.supplyAsync(() -> rafka.server().stop());
            assertThat(consumer.reply()).isEqualTo("-CONS Server shutdown");
            assertThat(consumer.isAtEnd()).isTrue();
            assertThat(producer.isAtEnd()).isTrue();
            assertThat(idle.isAtEnd()).isTrue();
            assertThat(stopped.join()).isZero();
            await().untilAsserted(() -> assertThat(rafka.admin()
                            .listConsumerGroupOffsets("g")
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .toString())
                    .contains("offset=1"));
        }
    }
}
