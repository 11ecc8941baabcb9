package io.rafka.testing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class BrokerClusterIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void threeBrokersGoOnWithoutOne() throws Exception {
        try (BrokerCluster cluster = BrokerCluster.start(3, directory);
                Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("replicated", 1, (short) 3)))
                    .all()
                    .get();
            Records.produce(cluster.bootstrapServers(), "replicated", List.of("a"));

            int leader = partition(admin).leader().id();
            BrokerProcess victim = cluster.brokers().get(leader - 1);
            victim.kill();
            assertThat(victim.isAlive()).isFalse();
            Records.produce(cluster.bootstrapServers(), "replicated", List.of("b"));
            assertThat(Records.consume(cluster.bootstrapServers(), "replicated", 2))
                    .containsExactly("a", "b");
            assertThat(partition(admin).leader().id()).isNotEqualTo(leader);

            victim.restart();
            cluster.awaitBrokers(3);
            await().atMost(LIMIT).until(() -> partition(admin).isr().size() == 3);
            Records.produce(cluster.bootstrapServers(), "replicated", List.of("c"));
            assertThat(Records.consume(cluster.bootstrapServers(), "replicated", 3))
                    .containsExactly("a", "b", "c");
        }
    }

    private static TopicPartitionInfo partition(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> topics =
                admin.describeTopics(List.of("replicated")).allTopicNames().get();
        return requireNonNull(topics.get("replicated")).partitions().get(0);
    }

    @Test
    void oneBrokerIsPausedStoppedAndContinuedFromItsDirectory() throws Exception {
        List<ProcessHandle> processes;
        try (BrokerCluster cluster = BrokerCluster.start(1, directory)) {
            BrokerProcess broker = cluster.brokers().get(0);
            Records.produce(cluster.bootstrapServers(), "kept", List.of("a"));
            broker.pause();
            assertThat(broker.isAlive()).isTrue();
            broker.resume();
            Records.produce(cluster.bootstrapServers(), "kept", List.of("b"));
            broker.stop();
            assertThat(broker.isAlive()).isFalse();
            assertThat(directory.resolve("broker-1/data/.kafka_cleanshutdown")).exists();
            broker.restart();
            cluster.awaitBrokers(1);
            Records.produce(cluster.bootstrapServers(), "kept", List.of("c"));
        }
        try (BrokerCluster cluster = BrokerCluster.start(1, directory)) {
            assertThat(Records.consume(cluster.bootstrapServers(), "kept", 3)).containsExactly("a", "b", "c");
            processes = cluster.brokers().stream()
                    .map(broker -> ProcessHandle.of(broker.pid()).orElseThrow())
                    .toList();
            cluster.brokers().get(0).pause();
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void takesBrokerSettings() throws Exception {
        try (BrokerCluster cluster = BrokerCluster.start(1, directory, Map.of("auto.create.topics.enable", "false"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            assertThat(admin.describeTopics(List.of("none")).allTopicNames().toCompletionStage())
                    .failsWithin(LIMIT)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }
}
