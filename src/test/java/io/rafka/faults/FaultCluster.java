package io.rafka.faults;

import static org.awaitility.Awaitility.await;

import io.rafka.testing.AdvertisedListener;
import io.rafka.testing.BrokerCluster;
import io.rafka.testing.BrokerProcess;
import io.rafka.testing.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.ElectionNotNeededException;

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
        admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()));
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
        return new FaultCluster(BrokerCluster.start(directory, listeners), relays);
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
    void createTopic(String topic, int partitions, Map<String, String> configs) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) BROKERS).configs(configs)))
                .all()
                .get();
        await().atMost(HEALTHY).until(() -> leaders(topic).size() == partitions);
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

    /** Waits until the broker leads nothing and is not counted any more. */
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
        try {
            admin.electLeaders(ElectionType.PREFERRED, null).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ElectionNotNeededException)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
        relays.forEach(TcpRelay::close);
        brokers.close();
    }
}
