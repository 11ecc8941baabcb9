package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rafka.faults.ProduceJournal.Answer;
import io.rafka.testing.BrokerProcess;
import io.rafka.testing.RawClient;
import io.rafka.testing.Records;
import io.rafka.testing.TcpRelay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under load, Kafka does not take records for longer than rafka tries, or not at all, and topics change. */
@Timeout(900)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class DeliveryFaultsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** New partitions are to be seen soon. The session.timeout.ms is librdkafka's: consumers outlast what fails. */
    private static final Map<String, String> CONSUMER = Map.of(
            "auto.offset.reset", "earliest",
            "auto.commit.interval.ms", "500",
            "topic.metadata.refresh.interval.ms", "2000");

    private static final Map<String, String> PRODUCER =
            Map.of("message.timeout.ms", "5000", "topic.metadata.refresh.interval.ms", "2000");

    @TempDir
    private static Path directory;

    private static FaultCluster cluster;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        cluster = FaultCluster.start(directory.resolve("kafka"));
        gateway = Gateway.start(directory, cluster.relayedServers(), CONSUMER, PRODUCER);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cluster.close();
    }

    private static FaultRun begin(String scenario) throws Exception {
        return FaultRun.begin(scenario, cluster, gateway);
    }

    private static void awaitFailures() throws Exception {
        long before = gateway.deliveryErrors();
        await().atMost(LIMIT).until(() -> gateway.deliveryErrors() > before);
        FaultRun.last(FaultLength.of(Duration.ofSeconds(1), Duration.ofSeconds(60)));
    }

    @Test
    void theNetworkIsCutForLongerThanTheTimeout() throws Exception {
        try (FaultRun run = begin("network to all brokers cut for longer than message.timeout.ms")) {
            cluster.relays().forEach(TcpRelay::cut);
            try {
                awaitFailures();
            } finally {
                cluster.relays().forEach(TcpRelay::heal);
            }
            run.awaitFlow();
            run.assertReported(run.finish());
        }
    }

    @Test
    void thereAreTooFewReplicas() throws Exception {
        try (FaultRun run = begin("too few replicas in sync for longer than message.timeout.ms")) {
            cluster.configure(run.topic(), "min.insync.replicas", "3");
            BrokerProcess broker = cluster.broker(1);
            broker.pause();
            try {
                awaitFailures();
            } finally {
                broker.resume();
            }
            cluster.awaitHealthy(List.of(run.topic(), FaultCluster.OFFSETS));
            run.awaitFlow();
            run.assertReported(run.finish());
        }
    }

    @Test
    void recordsAreTooLargeForTheTopic() throws Exception {
        Load load = Load.withLargeRecords();
        try (FaultRun run = FaultRun.begin("some records too large for the topic", cluster, gateway, load)) {
            cluster.configure(run.topic(), "max.message.bytes", "1000");
            awaitFailures();
            cluster.configure(run.topic(), "max.message.bytes", "1048588");
            run.awaitFlow();
            // Those that were accepted before the limit was known may take others of their batch, and of the partitions
            // behind it, with them: Kafka's producer splits a batch of a large and a small record into the same again.
            run.assertReported(run.finish());
        }
    }

    @Test
    void partitionsAreAdded() throws Exception {
        try (FaultRun run = begin("partitions added")) {
            int partitions = cluster.partitions(run.topic()).size() + 3;
            cluster.admin()
                    .createPartitions(Map.of(run.topic(), NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            await().atMost(LIMIT).until(() -> run.partitionsHandedOut() == partitions);
            run.assertNothingLost(run.finish());
        }
    }

    /**
     * Nobody tells rafka that the topic was gone in between: its logs look like the old ones, cut short or longer. What
     * is handed out before that is noticed comes again.
     *
     * @param count of the new topic's records; of the old one 100 have been handed out
     */
    @ParameterizedTest
    @CsvSource({"10,classic", "300,classic", "10,consumer", "300,consumer"})
    void theTopicIsCreatedAgainWhileKafkaIsOutOfReach(int count, String protocol) throws Exception {
        assumeTrue(FaultLength.isLong() || (count == 10) == protocol.equals("classic"), "two of four in every build");
        String topic = "again-" + count + "-" + protocol;
        String key = "topics:" + topic + ":{\"group.protocol\":\"" + protocol + "\"}";
        cluster.createTopic(topic, 1);
        Records.produce(cluster.bootstrapServers(), topic, numbered("old", 100));
        try (RawClient worker = RawClient.connect(gateway.port())) {
            worker.call("CLIENT", "SETNAME", topic + ":w");
            assertThat(take(worker, key, topic, numbered("old", 100))).isEqualTo(numbered("old", 100));

            cluster.relays().forEach(TcpRelay::cut);
            cluster.deleteTopic(topic);
            cluster.createTopic(topic, 1);
            Records.produce(cluster.bootstrapServers(), topic, numbered("new", count));
            cluster.relays().forEach(TcpRelay::heal);

            assertThat(take(worker, key, topic, numbered("new", count))).containsAll(numbered("new", count));
            await().atMost(LIMIT).until(() -> committed(topic) == count);
        }
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Takes and acknowledges until it has been given all of these and there is no more, or nothing for a while. */
    private static List<String> take(RawClient worker, String key, String topic, List<String> wanted) {
        List<String> taken = new ArrayList<>();
        Set<String> left = new HashSet<>(wanted);
        while (worker.call("BLPOP", key, left.isEmpty() ? "0.5" : "30") instanceof List<?> message) {
            String value = String.valueOf(message.get(7));
            taken.add(value);
            left.remove(value);
            worker.call("RPUSH", "acks", topic + ":0:" + message.get(5));
        }
        return taken;
    }

    private static long committed(String group) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = cluster.admin()
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        OffsetAndMetadata committed = offsets.get(new TopicPartition(group, 0));
        return committed == null ? -1 : committed.offset();
    }

    @Test
    void theTopicIsDeletedAndCreatedAgain() throws Exception {
        try (FaultRun run = begin("topic deleted and created again")) {
            cluster.deleteTopic(run.topic());
            Set<String> withTheOldTopic = Set.copyOf(run.produced().all(Answer.ACCEPTED));
            cluster.createTopic(run.topic(), FaultRun.PARTITIONS);
            run.awaitFlow();
            FaultRun.Outcome outcome = run.finishWithNewTopic();
            assertThat(outcome.produced().twice()).isEmpty();
            assertThat(outcome.produced().disorder()).isEmpty();
            assertThat(outcome.produced().refusedButThere()).isEmpty();
            List<String> missing = new ArrayList<>(outcome.produced().missing());
            missing.removeAll(withTheOldTopic);
            assertThat((long) missing.size())
                    .as("accepted, not in the log")
                    .isLessThanOrEqualTo(outcome.reportedFailed());
            assertThat(outcome.consumed().neverHandedOut())
                    .as("of the new topic, never handed out")
                    .isEmpty();
        }
    }
}
