package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.GroupOffsets;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.Records;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Topics in which one record's offset is not the one after the last: transactions and compaction leave gaps. */
@ExtendWith(RafkaExtension.class)
class OffsetGapsIT {
    private static List<Object> message(String topic, long offset, String value) {
        return List.of("topic", topic, "partition", 0L, "offset", offset, "value", value);
    }

    private static @Nullable Object pop(RawClient client, String topic, String seconds) {
        return client.call("BLPOP", "topics:" + topic, seconds);
    }

    private static KafkaProducer<String, String> transactional(RafkaTester rafka) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        rafka.bootstrapServers(),
                        "transactional.id",
                        RafkaTester.unique("transactions")),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void begin(KafkaProducer<String, String> producer, String topic, String... values) {
        producer.beginTransaction();
        for (String value : values) {
            producer.send(new ProducerRecord<>(topic, value));
        }
        producer.flush();
    }

    /** Offsets: a 0, b 1, marker 2, two that are aborted 3 and 4, marker 5, c 6, marker 7. */
    private static void writeTransactions(KafkaProducer<String, String> producer, String topic) {
        begin(producer, topic, "a", "b");
        producer.commitTransaction();
        begin(producer, topic, "aborted", "aborted too");
        producer.abortTransaction();
        begin(producer, topic, "c");
        producer.commitTransaction();
    }

    @Test
    void whatATransactionAbortsIsNotHandedOutAndAcknowledgementsPassOverIt(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        String group = RafkaTester.unique("g");
        GroupOffsets offsets = GroupOffsets.of(rafka.admin(), group, topic);
        try (KafkaProducer<String, String> producer = transactional(rafka)) {
            writeTransactions(producer, topic);
            try (RawClient client = Clients.consumer(rafka.port(), group + ":c")) {
                assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 0, "a"));
                assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 1, "b"));
                assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 6, "c"));
                assertThat(client.call("RPUSH", "acks", topic + ":0:1")).isEqualTo(1L);
                await().until(() -> offsets.committed() == 2);
            }
            try (RawClient client = Clients.consumer(rafka.port(), group + ":c")) {
                assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 6, "c"));
                assertThat(client.call("RPUSH", "acks", topic + ":0:6")).isEqualTo(1L);
                await().until(() -> offsets.committed() == 7);
            }
            begin(producer, topic, "d");
            producer.commitTransaction();
            try (RawClient client = Clients.consumer(rafka.port(), group + ":c")) {
                assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 8, "d"));
            }
        }
    }

    /** Nor is what comes behind its first record; Kafka keeps the order. */
    @Test
    void whatATransactionHasNotCommittedYetIsWaitedFor(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (KafkaProducer<String, String> producer = transactional(rafka);
                RawClient client = Clients.consumer(rafka.port(), Clients.newConsumer())) {
            Clients.produce(rafka.port(), topic, "before");
            begin(producer, topic, "open");
            Clients.produce(rafka.port(), topic, "behind");
            assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 0, "before"));
            assertThat(pop(client, topic, "0.5")).isNull();
            client.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            producer.commitTransaction();
            assertThat(client.reply()).isEqualTo(message(topic, 1, "open"));
            assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 2, "behind"));
        }
    }

    @Test
    void aConsumerMayAskForWhatIsNotCommitted(RafkaTester rafka) {
        String topic = rafka.createTopic("t", 1);
        try (KafkaProducer<String, String> producer = transactional(rafka);
                RawClient client = Clients.consumer(rafka.port(), Clients.newConsumer())) {
            writeTransactions(producer, topic);
            begin(producer, topic, "open");
            String key = topic + ":{\"isolation.level\":\"read_uncommitted\"}";
            assertThat(pop(client, key, "15")).isEqualTo(message(topic, 0, "a"));
            assertThat(pop(client, key, "15")).isEqualTo(message(topic, 1, "b"));
            assertThat(pop(client, key, "15")).isEqualTo(message(topic, 3, "aborted"));
            assertThat(pop(client, key, "15")).isEqualTo(message(topic, 4, "aborted too"));
            assertThat(pop(client, key, "15")).isEqualTo(message(topic, 6, "c"));
            assertThat(pop(client, key, "15")).isEqualTo(message(topic, 8, "open"));
            producer.abortTransaction();
        }
    }

    /** Of 20 records with two keys, compaction leaves the latest of each, and the one that was written last. */
    @Test
    void compactionLeavesGaps() {
        try (RafkaTester rafka = RafkaTester.start(
                        Map.of("log.cleaner.backoff.ms", "100"),
                        "{\"auto.offset.reset\":\"earliest\",\"auto.commit.interval.ms\":100}",
                        "{}");
                RawClient producer = rafka.connect()) {
            String topic = rafka.createTopic(
                    "t",
                    Map.of(
                            "cleanup.policy",
                            "compact",
                            "segment.ms",
                            "100",
                            "max.compaction.lag.ms",
                            "100",
                            "min.cleanable.dirty.ratio",
                            "0.001"));
            for (int i = 0; i < 20; i++) {
                Clients.produce(rafka.port(), topic + ":k" + i % 2, "v" + i);
            }
            // The segment being written to is never compacted; another begins with what comes 100 ms later.
            await().until(() -> {
                assertThat(producer.call("RPUSHX", "topics:" + topic + ":roll", "r"))
                        .isEqualTo(1L);
                assertThat(producer.call("DUMP", "10000")).isEqualTo(0L);
                return Records.read(rafka.bootstrapServers(), topic, 1).stream()
                        .map(ConsumerRecord::offset)
                        .noneMatch(offset -> offset < 18);
            });
            consumeCompacted(rafka, topic);
        }
    }

    private static void consumeCompacted(RafkaTester rafka, String topic) {
        String group = RafkaTester.unique("g");
        try (RawClient client = Clients.consumer(rafka.port(), group + ":c")) {
            assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 18, "v18"));
            assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 19, "v19"));
            assertThat(client.call("RPUSH", "acks", topic + ":0:18")).isEqualTo(1L);
            GroupOffsets offsets = GroupOffsets.of(rafka.admin(), group, topic);
            await().until(() -> offsets.committed() == 19);
        }
        try (RawClient client = Clients.consumer(rafka.port(), group + ":c")) {
            assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 19, "v19"));
        }
        // A position within a gap is as good as any: here, of records that were there when it was committed.
        String late = RafkaTester.unique("g");
        GroupOffsets.of(rafka.admin(), late, topic).set(7);
        try (RawClient client = Clients.consumer(rafka.port(), late + ":c")) {
            assertThat(pop(client, topic, "15")).isEqualTo(message(topic, 18, "v18"));
        }
    }
}
