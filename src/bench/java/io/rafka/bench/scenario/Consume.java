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
    /**
     * So many times as many warm the gateway up, in pipelines: 15 s or so. Fifty use code that one does not, to be
     * compiled too.
     */
    private static final int WARM_UP = 4;

    private static final String PLAIN = "plain Java consumer";
    private static final String RAFKA = "rafka";
    private static final String REDIS = "redis-server LPOP";
    private static final String LIST = "list";
    private static final byte[] LPOP = Commands.of("LPOP", LIST);

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
            pipelined(ground, results, gateway, redis);
            for (int connections : List.of(1, MANY)) {
                oneByOne(ground, results, gateway, redis, connections);
            }
        }
    }

    private static void oneByOne(
            Ground ground, Results results, Gateway gateway, @Nullable RedisServer redis, int connections)
            throws Exception {
        long records = ground.amount(ONE_BY_ONE);
        String by = Scenario.by(connections);
        String topic = ground.newTopic(connections);
        try (Turns turns = new Turns()) {
            takeTurns(ground, turns, gateway, topic, RAFKA + by, connections, 1, records / 2, records);
            if (redis != null) {
                fill(redis, records * 2);
                Server.of(redis).takeTurns(turns, REDIS + by, connections, LPOP, 1, records);
            }
            turns.run(results, "records");
            if (redis != null) {
                Server.of(redis).call("DEL", LIST);
                double ratio = turns.rate(RAFKA + by, List.of(REDIS + by));
                results.atLeast(0.8, "x", "records/s, rafka / redis-server LPOP" + by, ratio);
            }
        }
        ground.delete(topic);
    }

    private static void fill(RedisServer redis, long records) {
        byte[] rpush = Commands.of("RPUSH", LIST, Commands.value(SIZE));
        Server.of(redis).closedLoop(1, List.of(rpush), PIPELINE, records);
    }

    private static String pipelined(String program, int connections) {
        return program + Scenario.by(connections) + ", pipeline " + PIPELINE;
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

    private static void pipelined(Ground ground, Results results, Gateway gateway, @Nullable RedisServer redis)
            throws Exception {
        long records = ground.amount(PIPELINED);
        String topic = ground.newTopic(1);
        String ofMany = ground.newTopic(MANY);
        try (Turns turns = new Turns()) {
            takeTurns(ground, turns, gateway, topic, pipelined(RAFKA, 1), 1, PIPELINE, records * WARM_UP, records);
            takeTurns(
                    ground, turns, gateway, ofMany, pipelined(RAFKA, MANY), MANY, PIPELINE, records * WARM_UP, records);
            Worker plain = turns.own(
                    PlainPrograms.consumer(ground.bootstrapServers(), ground.warmUp(), topic, records), Worker::close);
            // It is so fast that a part would be over at once.
            turns.add(PLAIN, () -> plain.work(records));
            if (redis != null) {
                // What a server takes that has at hand what it answers with.
                long popped = records / 3;
                fill(redis, popped * 3);
                for (int connections : List.of(1, MANY)) {
                    String name = pipelined(REDIS, connections);
                    Server.of(redis).takeTurns(turns, name, connections, LPOP, PIPELINE, popped);
                }
            }
            turns.run(results, "records");
            if (redis != null) {
                Server.of(redis).call("DEL", LIST);
            }
            for (int connections : List.of(1, MANY)) {
                results.atMost(
                        2,
                        "x",
                        "CPU per record, rafka pipelined / plain Java consumer" + Scenario.by(connections),
                        turns.cpu(pipelined(RAFKA, connections), List.of(PLAIN)));
            }
        }
        ground.delete(ofMany);
        if (ground.hasKcat(results)) {
            results.work("librdkafka (kcat)", "records", Kcat.consume(ground.bootstrapServers(), topic, records));
        }
        ground.delete(topic);
    }
}
