package io.rafka.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The settings of one broker of a {@link BrokerCluster}: Kafka's defaults, but quick and small. */
final class ClusterSettings {
    private ClusterSettings() {}

    static Map<String, String> of(int id, int brokers, Path data, List<Integer> ports, Map<String, String> overrides) {
        String client = BrokerProcess.CLIENT_LISTENER + "://127.0.0.1:" + ports.get(id - 1);
        String controller = BrokerProcess.CONTROLLER_LISTENER + "://127.0.0.1:" + ports.get(brokers + id - 1);
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(id));
        settings.put("log.dirs", data.toAbsolutePath().toString());
        settings.put("listeners", client + "," + controller);
        settings.put("advertised.listeners", client);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", BrokerProcess.CLIENT_LISTENER);
        settings.put("controller.listener.names", BrokerProcess.CONTROLLER_LISTENER);
        settings.put(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, brokers)
                        .mapToObj(voter -> voter + "@127.0.0.1:" + ports.get(brokers + voter - 1))
                        .collect(Collectors.joining(",")));

        // one broker cannot replicate; of three, one may fail
        String replicas = Integer.toString(brokers);
        String inSync = brokers == 1 ? "1" : "2";
        settings.put("default.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("offsets.topic.num.partitions", "1");
        for (String topic : new String[] {"transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", replicas);
            settings.put(topic + ".min.isr", inSync);
            settings.put(topic + ".num.partitions", "1");
        }

        quick(settings);
        settings.putAll(overrides);
        return settings;
    }

    /** Adds a listener to the settings of its broker. */
    static void add(AdvertisedListener listener, Map<String, String> settings) {
        String name = AdvertisedListener.NAME + "://127.0.0.1:";
        settings.merge("listeners", name + listener.port(), ClusterSettings::join);
        settings.merge("advertised.listeners", name + listener.advertisedPort(), ClusterSettings::join);
        settings.merge("listener.security.protocol.map", AdvertisedListener.NAME + ":PLAINTEXT", ClusterSettings::join);
    }

    private static String join(String list, String item) {
        return list + "," + item;
    }

    private static void quick(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        for (String kind : new String[] {"group.consumer", "group.share"}) {
            settings.put(kind + ".assignment.interval.ms", "0");
            settings.put(kind + ".min.heartbeat.interval.ms", "500");
            settings.put(kind + ".heartbeat.interval.ms", "500");
        }
        // A dead broker is noticed, and its successor let in, after 2 s, a dead leader of the quorum after 1 s. Less
        // would be
        // too little for three JVMs that start at the same time on two cores.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controller.quorum.fetch.timeout.ms", "1000");
        settings.put("controller.quorum.election.timeout.ms", "500");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
    }
}
