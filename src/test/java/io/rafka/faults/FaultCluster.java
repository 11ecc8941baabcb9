package io.rafka.faults;

import static org.awaitility.Awaitility.await;

import io.rafka.testing.AdvertisedListener;
import io.rafka.testing.BrokerCluster;
import io.rafka.testing.BrokerProcess;
import io.rafka.testing.FreePorts;
import io.rafka.testing.TcpRelay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.PreferredLeaderNotAvailableException;

/**
 * Three brokers, and rafka's way to each of them: a {@link TcpRelay}. The tests look at the brokers, and the brokers
 * talk to each other, past the relays.
 */
final class FaultCluster implements AutoCloseable {
    /** Where groups have what they commit. */
    static final String OFFSETS = "__consumer_offsets";

    private static final int BROKERS = 3;
    private static final Duration HEALTHY = Duration.ofSeconds(60);

    private final BrokerCluster brokers;
    private final List<TcpRelay> relays;
    private final Admin admin;

    private FaultCluster(BrokerCluster brokers, List<TcpRelay> relays) {
        this.brokers = brokers;
        this.relays = relays;
        // A broker that stands still must not keep the tests from asking another.
        admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers(), "request.timeout.ms", "3000"));
    }

    static FaultCluster start(Path directory) {
        List<Integer> ports = FreePorts.choose(BROKERS);
        List<TcpRelay> relays = new ArrayList<>();
        List<AdvertisedListener> listeners = new ArrayList<>();
        for (int port : ports) {
            TcpRelay relay = TcpRelay.to(port);
            relays.add(relay);
            listeners.add(new AdvertisedListener(port, relay.port()));
        }
        Map<String, String> settings = Map.of("auto.create.topics.enable", "false");
        return new FaultCluster(BrokerCluster.start(directory, listeners, settings), relays);
    }

    /** The brokers without a detour. */
    String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    /** The brokers as rafka shall know them. */
    String relayedServers() {
        return relays.stream().map(relay -> "127.0.0.1:" + relay.port()).collect(Collectors.joining(","));
    }

    /** Past the relays. */
    Admin admin() {
        return admin;
    }

    /** All brokers, by their ids from 1 on. */
    List<BrokerProcess> brokers() {
        return brokers.brokers();
    }

    BrokerProcess broker(int id) {
        return brokers.brokers().get(id - 1);
    }

    /** Rafka's way to this broker. */
    TcpRelay relay(int id) {
        return relays.get(id - 1);
    }

    /** Rafka's ways to all brokers. */
    List<TcpRelay> relays() {
        return relays;
    }

    /** Makes a topic with three replicas of each partition. */
    void createTopic(String topic, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) BROKERS)))
                .all()
                .get();
        await().atMost(HEALTHY)
                .ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> leaders(topic).size() == partitions);
    }

    /** Deletes a topic, and waits until it is gone. */
    void deleteTopic(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        await().atMost(HEALTHY).until(() -> !admin.listTopics().names().get().contains(topic));
    }

    /** Sets a property of a topic. */
    void configure(String topic, String name, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
    }

    /** Has each partition of a topic led by the next of its brokers. */
    void moveLeaders(String topic) throws Exception {
        Map<TopicPartition, Optional<NewPartitionReassignment>> rotated = new HashMap<>();
        for (TopicPartitionInfo partition : partitions(topic)) {
            List<Integer> replicas =
                    new ArrayList<>(partition.replicas().stream().map(Node::id).toList());
            Collections.rotate(replicas, 1);
            rotated.put(
                    new TopicPartition(topic, partition.partition()),
                    Optional.of(new NewPartitionReassignment(replicas)));
        }
        admin.alterPartitionReassignments(rotated).all().get();
        electPreferred();
        await().atMost(HEALTHY)
                .until(() -> partitions(topic).stream()
                        .allMatch(partition -> partition.leader() != null
                                && partition.leader().id()
                                        == partition.replicas().get(0).id()));
    }

    /** The brokers that lead the partitions; of fewer, while some have no leader. */
    List<Integer> leaders(String topic) throws Exception {
        return partitions(topic).stream()
                .filter(partition ->
                        partition.leader() != null && !partition.leader().isEmpty())
                .map(partition -> partition.leader().id())
                .toList();
    }

    List<TopicPartitionInfo> partitions(String topic) throws Exception {
        Map<String, TopicDescription> topics =
                admin.describeTopics(List.of(topic)).allTopicNames().get();
        return Optional.ofNullable(topics.get(topic)).orElseThrow().partitions();
    }

    /** Waits until so many brokers are in service. */
    void awaitBrokers(int count) {
        brokers.awaitBrokers(count);
    }

    /** Waits until all brokers are in service and all replicas of the topics in sync, led by those that should. */
    void awaitHealthy(Collection<String> topics) throws Exception {
        brokers.awaitBrokers(BROKERS);
        Callable<Boolean> inSync = () -> {
            for (String topic : topics) {
                if (!partitions(topic).stream().allMatch(one -> one.isr().size() == BROKERS)) {
                    return false;
                }
            }
            return true;
        };
        await().atMost(HEALTHY)
                .ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(inSync);
        electPreferred();
    }

    /** A replica that should lead may be out of sync for a moment, as when its broker has only just gone on. */
    private void electPreferred() {
        await().atMost(HEALTHY)
                .ignoreExceptionsMatching(e -> e.getCause() instanceof PreferredLeaderNotAvailableException)
                .until(() -> {
                    try {
                        admin.electLeaders(ElectionType.PREFERRED, null).all().get();
                    } catch (ExecutionException e) {
                        if (!(e.getCause() instanceof ElectionNotNeededException)) {
                            throw e;
                        }
                    }
                    return true;
                });
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
        relays.forEach(TcpRelay::close);
        brokers.close();
    }
}
