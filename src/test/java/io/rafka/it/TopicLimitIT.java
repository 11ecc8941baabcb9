package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** A topic that takes less than the producer sends. */
class TopicLimitIT {
    private static void limit(RafkaTester rafka, String topic, int bytes) throws Exception {
        rafka.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", String.valueOf(bytes)),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    @Test
    void manySmallRecordsGetThrough() throws Exception {
        try (RafkaTester rafka = RafkaTester.start(
                        Map.of(), "{}", "{\"message.timeout.ms\":20000,\"queue.buffering.max.ms\":50}");
                RawClient client = rafka.connect()) {
            String topic = rafka.createTopic("t", 1);
            limit(rafka, topic, 1000);
            client.send(
                    RawClient.array("RPUSHX", "topics:" + topic, "x".repeat(50)).repeat(500));
            assertThat(client.read(2000)).isEqualTo(":1\r\n".repeat(500));
            assertThat(client.call("DUMP", "30000")).isEqualTo(0L);
            assertThat(client.call("LLEN", "topics:" + topic)).isEqualTo(500L);
        }
    }

    @Test
    void aRecordAboveTheLimitIsRefusedAtOnceAndTakesNoOtherWithIt() throws Exception {
        try (RafkaTester rafka = RafkaTester.start(
                        Map.of(), "{}", "{\"message.timeout.ms\":20000,\"queue.buffering.max.ms\":200}");
                RawClient client = rafka.connect()) {
            String topic = rafka.createTopic("t", 1);
            limit(rafka, topic, 1000);
            String key = "topics:" + topic + ":" + "k".repeat(65);
            // 61 for the batch and 22 for the record, as Kafka's producer reckons; the lengths of key and value.
            String largest = "x".repeat(1000 - 61 - 22 - 2 - 65 - 2);
            client.send(RawClient.array("RPUSHX", key, "small"))
                    .send(RawClient.array("RPUSHX", key, largest + "x"))
                    .send(RawClient.array("RPUSHX", key, largest))
                    .send(RawClient.array("RPUSHX", key, "small"));
            assertThat(client.reply()).isEqualTo(1L);
            assertThat(client.reply()).isEqualTo("-PROD Broker: Message size too large");
            assertThat(client.reply()).isEqualTo(1L);
            assertThat(client.reply()).isEqualTo(1L);
            assertThat(client.call("DUMP", "15000")).isEqualTo(0L);
            assertThat(client.call("LLEN", "topics:" + topic)).isEqualTo(3L);
            assertThat(client.call("RPUSHX", key, "no failure is left to tell")).isEqualTo(1L);
        }
    }

    @Test
    void aLimitThatHasBeenRaisedOrLoweredHolds() throws Exception {
        try (RafkaTester rafka = RafkaTester.start(Map.of(), "{}", "{\"message.timeout.ms\":20000}");
                RawClient client = rafka.connect()) {
            String topic = rafka.createTopic("t", 1);
            limit(rafka, topic, 1000);
            String key = "topics:" + topic;
            assertThat(client.call("RPUSHX", key, "x".repeat(2_000))).isEqualTo("-PROD Broker: Message size too large");
            limit(rafka, topic, 3_000);
            // What has been asked a moment ago is not asked again at once.
            await().until(() -> Long.valueOf(1).equals(client.call("RPUSHX", key, "x".repeat(2_000))));
            assertThat(client.call("DUMP", "15000")).isEqualTo(0L);
            limit(rafka, topic, 1_000);
            String told = "-PROD Broker: Message size too large";
            // The broker takes some until it has heard of its new limit itself.
            await().until(() -> {
                assertThat(client.call("RPUSHX", key, "x".repeat(2_000))).isEqualTo(1L);
                assertThat(client.call("DUMP", "15000")).isEqualTo(0L);
                return told.equals(client.call("RPUSHX", key, "small"));
            });
            assertThat(client.call("RPUSHX", key, "x".repeat(2_000))).isEqualTo(told);
            assertThat(client.call("RPUSHX", key, "small")).isEqualTo(1L);
        }
    }
}
