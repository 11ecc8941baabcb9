package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.load.LoadClients;
import io.rafka.bench.plain.PlainPrograms;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Kcat;
import io.rafka.bench.subject.Work;
import io.rafka.bench.subject.Worker;
import io.rafka.testing.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small records that wait in the topic, consumed as fast as clients ask for them. */
final class Consume implements Scenario {
    private static final int SIZE = 100;
    private static final int PIPELINE = 64;
    private static final int MANY = 50;
    private static final long ONE_BY_ONE = 300_000;
    private static final long PIPELINED = 3_000_000;
    /** So many times as many warm the gateway up, in pipelines: 20 s or so. */
    private static final int WARM_UP = 5;

    private static final String PLAIN = "plain Java consumer";
    private static final String REDIS = "redis-server LPOP";

    @Override
    public String name() {
        return "consume";
    }

    @Override
    public String title() {
        return "Consume 100 B with BLPOP";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        try (Gateway gateway = ground.gateway();
                @Nullable RedisServer redis = ground.redis(results)) {
            // The many records first: they warm up what the few need too.
            pipelined(ground, results, gateway);
            for (int connections : List.of(1, MANY)) {
                oneByOne(ground, results, gateway, redis, connections);
            }
        }
    }

    private static void oneByOne(
            Ground ground, Results results, Gateway gateway, @Nullable RedisServer redis, int connections)
            throws Exception {
        long records = ground.amount(ONE_BY_ONE);
        String by = by(connections);
        String topic = ground.newTopic(connections);
        try (Turns turns = new Turns()) {
            takeTurns(ground, turns, gateway, topic, "rafka" + by, connections, 1, records / 2, records);
            if (redis != null) {
                Server server = Server.of(redis);
                byte[] rpush = Commands.of("RPUSH", "list", Commands.value(SIZE));
                server.closedLoop(1, List.of(rpush), PIPELINE, records * 2);
                byte[] lpop = Commands.of("LPOP", "list");
                server.takeTurns(turns, REDIS + by, connections, lpop, 1, records);
            }
            turns.run(results, "records");
            if (redis != null) {
                Server.of(redis).call("DEL", "list");
                double ratio = turns.rate("rafka" + by, List.of(REDIS + by));
                results.atLeast(0.8, "x", "records/s, rafka / redis-server LPOP" + by, ratio);
            }
        }
        ground.delete(topic);
    }

    private static String by(int connections) {
        return connections == 1 ? ", 1 connection" : ", " + connections + " connections";
    }

    private static String pipelined(int connections) {
        return "rafka" + by(connections) + ", pipeline " + PIPELINE;
    }

    /** Each connection is a member of the same group, and has a partition of its own. */
    private static void takeTurns(
            Ground ground,
            Turns turns,
            Gateway gateway,
            String topic,
            String name,
            int connections,
            int pipeline,
            long warmUp,
            long records) {
        long each = Math.max(1, records / Turns.COUNT / connections);
        LoadClients clients = turns.own(
                consumers(ground, gateway, topic, connections, pipeline, warmUp / connections, each * Turns.COUNT),
                LoadClients::close);
        byte[] blpop = blpop(topic);
        turns.add(name, () -> Server.of(gateway).steadyWork(clients, List.of(blpop), pipeline, each));
    }

    /** Connections of a group that have consumed so many records each, in front of more. */
    private static LoadClients consumers(
            Ground ground, Gateway gateway, String topic, int connections, int pipeline, long warmUp, long each) {
        // some more, that nobody waits for: pipelines are rounded up
        long most = warmUp + each + (long) (Turns.COUNT + 2) * pipeline;
        ground.topics().fill(topic, connections, most + each / 2, SIZE);
        LoadClients clients = LoadClients.connect(gateway.port(), connections);
        boolean ready = false;
        try {
            clients.each(number -> Commands.of("CLIENT", "SETNAME", topic + ":" + number));
            clients.each(blpop(topic));
            clients.closedLoop(List.of(blpop(topic)), pipeline, Math.max(1, warmUp));
            ready = true;
            return clients;
        } finally {
            if (!ready) {
                clients.close();
            }
        }
    }

    private static byte[] blpop(String topic) {
        return Commands.of("BLPOP", "topics:" + topic, "0");
    }

    /** What so many connections of a group come to that take one record after the other. */
    static Work consume(Ground ground, Gateway gateway, int connections, long each) {
        String topic = ground.newTopic(connections);
        try (LoadClients clients = consumers(ground, gateway, topic, connections, 1, each / 2, each)) {
            return Server.of(gateway).steadyWork(clients, List.of(blpop(topic)), 1, each);
        } finally {
            ground.delete(topic);
        }
    }

    private static void pipelined(Ground ground, Results results, Gateway gateway) throws Exception {
        long records = ground.amount(PIPELINED);
        String topic = ground.newTopic(1);
        String ofMany = ground.newTopic(MANY);
        try (Turns turns = new Turns()) {
            takeTurns(ground, turns, gateway, topic, pipelined(1), 1, PIPELINE, records * WARM_UP, records);
            takeTurns(ground, turns, gateway, ofMany, pipelined(MANY), MANY, PIPELINE, records, records);
            Worker plain = turns.own(
                    PlainPrograms.consumer(ground.bootstrapServers(), ground.warmUp(), topic, records), Worker::close);
            // It is so fast that a part would be over at once.
            turns.add(PLAIN, () -> plain.work(records));
            turns.run(results, "records");
            for (int connections : List.of(1, MANY)) {
                results.atMost(
                        2,
                        "x",
                        "CPU per record, rafka pipelined / plain Java consumer" + by(connections),
                        turns.cpu(pipelined(connections), List.of(PLAIN)));
            }
        }
        ground.delete(ofMany);
        if (ground.hasKcat(results)) {
            results.work("librdkafka (kcat)", "records", Kcat.consume(ground.bootstrapServers(), topic, records));
        }
        ground.delete(topic);
    }
}
