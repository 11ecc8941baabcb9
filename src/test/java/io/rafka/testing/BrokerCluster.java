package io.rafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka cluster of one or three real broker processes on 127.0.0.1, for tests and by hand.
 *
 * <p>Each is broker and controller in one; three form a quorum, replicate everything three times and ask for two
 * in-sync replicas. The processes end with this JVM, however it ends. Not thread-safe.
 */
public final class BrokerCluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final List<BrokerProcess> brokers;

    private BrokerCluster(List<BrokerProcess> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /** Starts a cluster with Kafka's own defaults where {@link BrokerCluster} says nothing else, on free ports. */
    public static BrokerCluster start(int brokers, Path directory) {
        return start(brokers, directory, Map.of());
    }

    /** The same with broker settings that win over all others, such as {@code auto.create.topics.enable=false}. */
    public static BrokerCluster start(int brokers, Path directory, Map<String, String> overrides) {
        return start(brokers, directory, FreePorts.choose(2 * brokers), overrides);
    }

    /**
     * Starts a cluster and returns when all its brokers answer.
     *
     * @param brokers 1 or 3
     * @param directory where each broker keeps its data, settings and log; a cluster that is there already is
     *     continued, if it has the same number of brokers
     * @param ports two for each broker: first those for clients, then those of the controllers
     * @param overrides broker settings that win over all others
     * @throws IllegalStateException when the cluster does not come up within 60 s; it says why
     */
    public static BrokerCluster start(int brokers, Path directory, List<Integer> ports, Map<String, String> overrides) {
        return start(brokers, directory, ports, List.of(), overrides);
    }

    /**
     * Starts a cluster whose brokers can be reached on another way too.
     *
     * @param listeners one for each broker; {@link #bootstrapServers} still names those without a detour
     */
    public static BrokerCluster start(
            Path directory, List<AdvertisedListener> listeners, Map<String, String> overrides) {
        int brokers = listeners.size();
        return start(brokers, directory, FreePorts.choose(2 * brokers), listeners, overrides);
    }

    private static BrokerCluster start(
            int brokers,
            Path directory,
            List<Integer> ports,
            List<AdvertisedListener> listeners,
            Map<String, String> overrides) {
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("a cluster has 1 or 3 brokers, not " + brokers);
        }
        String clusterId = clusterId(directory, brokers);
        List<BrokerProcess> processes = new ArrayList<>();
        for (int id = 1; id <= brokers; id++) {
            Path own = directory.resolve("broker-" + id);
            Map<String, String> settings = ClusterSettings.of(id, brokers, own.resolve("data"), ports, overrides);
            if (!listeners.isEmpty()) {
                ClusterSettings.add(listeners.get(id - 1), settings);
            }
            processes.add(new BrokerProcess(id, ports.get(id - 1), own, clusterId, settings));
        }
        BrokerCluster cluster = new BrokerCluster(processes);
        boolean up = false;
        try {
            cluster.awaitBrokers(brokers);
            up = true;
            return cluster;
        } finally {
            if (!up) {
                cluster.close();
            }
        }
    }

    /** Takes the cluster's id from the directory, or makes one. */
    private static String clusterId(Path directory, int brokers) {
        Path file = directory.resolve("cluster.id");
        try {
            Files.createDirectories(directory);
            if (Files.exists(file)) {
                try (Stream<Path> entries = Files.list(directory)) {
                    long there = entries.filter(
                                    entry -> entry.getFileName().toString().startsWith("broker-"))
                            .count();
                    if (there != brokers) {
                        throw new IllegalArgumentException(
                                directory + " holds a cluster of " + there + " brokers, not of " + brokers);
                    }
                }
                return Files.readString(file);
            }
            String id = Uuid.randomUuid().toString();
            Files.writeString(file, id);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The addresses of all brokers, for Kafka clients. */
    public String bootstrapServers() {
        return brokers.stream().map(broker -> "127.0.0.1:" + broker.port()).collect(Collectors.joining(","));
    }

    /** The brokers by ascending id; unmodifiable. */
    public List<BrokerProcess> brokers() {
        return brokers;
    }

    /**
     * Waits until the cluster has this many brokers in service, no more and no fewer. A killed broker counts until its
     * session has expired, 2 s later.
     *
     * @throws IllegalStateException when that is not so within 60 s, or when all processes have ended
     */
    public void awaitBrokers(int count) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            while (inService(admin) != count) {
                boolean none = brokers.stream().noneMatch(BrokerProcess::isAlive);
                if (none || System.nanoTime() > deadline) {
                    throw new IllegalStateException("not " + count + " brokers in service:\n"
                            + brokers.stream().map(BrokerProcess::lastOutput).collect(Collectors.joining("\n")));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int inService(Admin admin) throws InterruptedException {
        try {
            // the metadata of a broker that has just started may be older than the registration of the others
            return (int) admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).stream()
                    .filter(node -> node.id() >= 0)
                    .map(Node::id)
                    .distinct()
                    .count();
        } catch (ExecutionException | TimeoutException e) {
            return -1;
        }
    }

    /** SIGTERM to all brokers, and waits for their end. */
    public void stop() {
        brokers.forEach(BrokerProcess::terminate);
        brokers.forEach(BrokerProcess::stop);
    }

    /** Kills all brokers, paused ones too. Idempotent. */
    @Override
    public void close() {
        brokers.forEach(BrokerProcess::kill);
    }

    /** {@code count} ports from {@code first} on. */
    static List<Integer> ports(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }
}
