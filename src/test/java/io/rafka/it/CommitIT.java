package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.BrokerCluster;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An acknowledgement that was answered is committed, also where that takes a while. */
class CommitIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static long received(RawClient client, String key) {
        return (Long) client.callList("BLPOP", key, "30").get(5);
    }

    @Test
    void whatWasAcknowledgedBeforeAnOutageIsCommittedWhenItIsOver(@TempDir Path directory) throws Exception {
        try (BrokerCluster kafka = BrokerCluster.start(1, directory.resolve("kafka"), Map.of())) {
            Path config =
                    Files.writeString(directory.resolve("librdkafka.json"), """
                    {"general":{"bootstrap.servers":"%s"},
                     "consumer":{"auto.offset.reset":"earliest","auto.commit.interval.ms":3600000}}""".formatted(kafka.bootstrapServers()));
            try (RafkaServer rafka = RafkaTester.serve(config);
                    LogCapture log = LogCapture.of("io.rafka.kafka.consumer");
                    RawClient second = RawClient.connect(rafka.port())) {
                try (RawClient first = RawClient.connect(rafka.port())) {
                    for (int i = 0; i < 3; i++) {
                        assertThat(first.call("RPUSHX", "topics:t", "m" + i)).isEqualTo(1L);
                    }
                    assertThat(first.call("DUMP", "10000")).isEqualTo(0L);
                    assertThat(first.call("CLIENT", "SETNAME", "g:first")).isEqualTo("OK");
                    assertThat(received(first, "topics:t")).isEqualTo(0L);
                    kafka.brokers().get(0).pause();
                    assertThat(first.call("RPUSH", "acks", "t:0:0")).isEqualTo(1L);
                }
                await().atMost(LONG)
                        .until(() -> log.lines().stream()
                                        .filter(line -> line.contains("tried again"))
                                        .count()
                                >= 2);
                kafka.brokers().get(0).resume();
                assertThat(second.call("CLIENT", "SETNAME", "g:second")).isEqualTo("OK");
                await().atMost(LONG).until(() -> {
                    List<?> message = (List<?>) second.call("BLPOP", "topics:t", "5");
                    return message != null && message.get(5).equals(1L);
                });
            }
        }
    }

    @Test
    void aStaticMemberThatComesAgainAtOnceDoesNotFenceItsOwnCommit() {
        try (RafkaTester rafka = RafkaTester.start(
                Map.of(), "{\"auto.offset.reset\":\"earliest\",\"auto.commit.interval.ms\":3600000}", "{}")) {
            String topic = rafka.createTopic("t", 1);
            String key = "topics:" + topic + ":{\"group.instance.id\":\"one\"}";
            try (RawClient producer = rafka.connect()) {
                for (int i = 0; i < 20; i++) {
                    assertThat(producer.call("RPUSHX", "topics:" + topic, "m" + i))
                            .isEqualTo(1L);
                }
            }
            for (long offset = 0; offset < 20; offset++) {
                try (RawClient consumer = rafka.connect()) {
                    assertThat(consumer.call("CLIENT", "SETNAME", "g:c")).isEqualTo("OK");
                    assertThat(received(consumer, key)).isEqualTo(offset);
                    assertThat(consumer.call("RPUSH", "acks", topic + ":0:" + offset))
                            .isEqualTo(1L);
                }
            }
        }
    }
}
