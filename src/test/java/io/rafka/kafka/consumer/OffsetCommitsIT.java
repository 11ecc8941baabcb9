package io.rafka.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.AdvertisedListener;
import io.rafka.testing.BrokerCluster;
import io.rafka.testing.FreePorts;
import io.rafka.testing.GroupOffsets;
import io.rafka.testing.LogCapture;
import io.rafka.testing.Records;
import io.rafka.testing.TcpRelay;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Acknowledged right after a partition has come back to its member: nothing has been fetched of it, and where the group
 * stands is not known. The way to the broker is cut at that moment.
 */
@SuppressWarnings("NullAway.Init") // JUnit calls the methods that prepare first
class OffsetCommitsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long CUT_MILLIS = 2_000;
    private static final int RECORDS = 20;

    @TempDir
    private static Path directory;

    private static TcpRelay relay;
    private static BrokerCluster kafka;
    private static Admin admin;

    private final Assignment assignment =
            new Assignment(new Prefetch(1, 1), new PrefetchMemory(() -> 1), new ConsumerStatistics().group("g"));
    private KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private OffsetCommits commits;
    private TopicPartition partition;
    private GroupOffsets group;

    @BeforeAll
    static void start() {
        int port = FreePorts.choose(1).get(0);
        relay = TcpRelay.to(port);
        kafka = BrokerCluster.start(
                directory,
                List.of(new AdvertisedListener(port, relay.port())),
                Map.of("group.consumer.heartbeat.interval.ms", "1000"));
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        relay.close();
        kafka.close();
    }

    @BeforeEach
    void produce(TestInfo test) {
        String topic = "t" + Integer.toHexString(test.getDisplayName().hashCode()) + "-"
                + test.getTestMethod().orElseThrow().getName();
        partition = new TopicPartition(topic, 0);
        group = GroupOffsets.of(admin, "group-of-" + topic, topic);
        Records.produce(kafka.bootstrapServers(), topic, Collections.nCopies(RECORDS, "v"));
    }

    @AfterEach
    void close() {
        relay.heal();
        consumer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void isCommittedHoweverLongItTakesToFindThePosition(String protocol) {
        acknowledgeAllWhileCut(protocol);
        CompletableFuture.delayedExecutor(CUT_MILLIS, TimeUnit.MILLISECONDS).execute(relay::heal);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        commits.now(List.of(partition), () -> deadline, null);
        assertThat(group.committed()).isEqualTo(RECORDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void isSaidNotToBeCommittedIfThePositionIsNotFoundInTime(String protocol) {
        try (LogCapture log = LogCapture.of(OffsetCommits.class.getName())) {
            acknowledgeAllWhileCut(protocol);
            long deadline = System.nanoTime();
            commits.now(List.of(partition), () -> deadline, null);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("commit given up", partition.toString(), "comes again");
        }
        relay.heal();
        assertThat(group.committed()).isEqualTo(GroupOffsets.NONE);
    }

    private void acknowledgeAllWhileCut(String protocol) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:" + relay.port(),
                        "group.id",
                        "group-of-" + partition.topic(),
                        "group.protocol",
                        protocol,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new ByteBufferDeserializer(),
                new ByteBufferDeserializer());
        commits = new OffsetCommits("c", consumer, assignment, LIMIT.toNanos());
        consumer.subscribe(List.of(partition.topic()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                relay.cut();
                assignment.assigned(assigned);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                assignment.revoked(revoked);
            }
        });
        await().pollInSameThread().pollDelay(Duration.ZERO).atMost(LIMIT).until(() -> {
            consumer.poll(Duration.ofMillis(1));
            return assignment.held().contains(partition);
        });
        assertThat(assignment.acknowledge(IntStream.range(0, RECORDS)
                        .mapToObj(offset -> new Acknowledgement(partition.topic(), 0, offset))
                        .toList()))
                .isTrue();
    }
}
