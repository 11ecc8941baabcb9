package io.rafka.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The broker's configuration: Kafka's defaults are for three servers, these are for one node inside another program.
 */
final class BrokerSettings {
    /** Written into every directory that rafka formats; a directory with another node id is another node's. */
    static final int NODE_ID = 1;

    /** What says who and where the node is: other values would contradict the sockets and the directory in use. */
    private static final Set<String> FIXED = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "log.dir",
            "log.dirs",
            "metadata.log.dir",
            "listeners",
            "advertised.listeners",
            "listener.security.protocol.map",
            "inter.broker.listener.name",
            "security.inter.broker.protocol",
            "controller.listener.names",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers");

    private BrokerSettings() {}

    /**
     * Builds the configuration.
     *
     * @param overrides settings by their Kafka names; they win over rafka's
     * @throws EmbeddedKafkaException when an override is one of those that describe the node itself
     */
    static Map<String, String> of(Path directory, int clientPort, int controllerPort, Map<String, String> overrides)
            throws EmbeddedKafkaException {
        for (String name : overrides.keySet()) {
            if (FIXED.contains(name)) {
                throw new EmbeddedKafkaException(
                        "the setting " + name + " of the embedded Kafka is set by rafka and cannot be changed");
            }
        }
        Map<String, String> settings = new LinkedHashMap<>();
        identity(settings, directory, clientPort, controllerPort);
        internalTopics(settings);
        topics(settings);
        quickGroups(settings);
        quickRestart(settings);
        small(settings);
        settings.putAll(overrides);
        return settings;
    }

    /** Plaintext on loopback, because the node is rafka's own; broker and controller in one, because it is alone. */
    private static void identity(Map<String, String> settings, Path directory, int clientPort, int controllerPort) {
        String client = BoundSockets.CLIENT_LISTENER + "://127.0.0.1:" + clientPort;
        String controller = BoundSockets.CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", directory.toString());
        settings.put("listeners", client + "," + controller);
        settings.put("advertised.listeners", client);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", BoundSockets.CLIENT_LISTENER);
        settings.put("controller.listener.names", BoundSockets.CONTROLLER_LISTENER);
        // A static quorum takes its voters from here at every start: the port may differ from one start to the next.
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    }

    /**
     * Kafka's own topics. With the default replication factor of 3 they cannot be created on one node, and consumers
     * then silently never receive. With one partition instead of 50 the first consume takes 0.3 s, not 0.75 s.
     */
    private static void internalTopics(Map<String, String> settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        for (String topic : new String[] {"transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".min.isr", "1");
            settings.put(topic + ".num.partitions", "1");
        }
    }

    /** Whoever starts rafka without a Kafka wants to push and pop at once: topics come into being on first use. */
    private static void topics(Map<String, String> settings) {
        settings.put("auto.create.topics.enable", "true");
        settings.put("num.partitions", "1");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
    }

    /**
     * Kafka's delays collect the members of large groups before assigning partitions; here they only make the first
     * member wait: 3 s in a classic group, 5 s in a share group.
     */
    private static void quickGroups(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        for (String kind : new String[] {"group.consumer", "group.share"}) {
            settings.put(kind + ".assignment.interval.ms", "0");
            settings.put(kind + ".min.heartbeat.interval.ms", "500");
            settings.put(kind + ".heartbeat.interval.ms", "500");
        }
    }

    /**
     * After kill -9 the restarted node must wait until the registration of its predecessor expires: 9 s by default. Two
     * seconds are long enough here, because heartbeats do not leave the process.
     */
    private static void quickRestart(Map<String, String> settings) {
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "200");
    }

    /** Little memory and few threads: the node shares a heap, often of 256 MB, and the cores with rafka itself. */
    private static void small(Map<String, String> settings) {
        // the default takes 128 MB of heap at once
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.cleaner.threads", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("group.coordinator.threads", "1");
        settings.put("share.coordinator.threads", "1");
        // there is no other replica to move the leadership to
        settings.put("auto.leader.rebalance.enable", "false");
        // nobody reads the metrics through JMX, and each of the thousands is an object kept for it
        settings.put("metric.reporters", "");
    }
}
