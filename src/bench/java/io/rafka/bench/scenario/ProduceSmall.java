package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Kcat;
import io.rafka.bench.subject.RedisBenchmark;
import io.rafka.testing.ProcFiles;
import io.rafka.testing.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many small records, of clients that send them in pipelines. */
final class ProduceSmall implements Scenario {
    private static final int SIZE = 100;
    private static final int PIPELINE = 64;
    private static final int CONNECTIONS = 50;
    private static final long RECORDS = 10_000_000;
    private static final double MICROS = 1e3;
    private static final String RAFKA = "rafka";
    private static final String REDIS = "redis-server RPUSH";

    @Override
    public String name() {
        return "produce-small";
    }

    @Override
    public String title() {
        return "Produce 100 B, in pipelines of 64";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        long records = ground.amount(RECORDS);
        try (Gateway gateway = ground.gateway();
                @Nullable RedisServer redis = ground.redis(results);
                Turns turns = new Turns()) {
            List<String> plain = ground.takeTurns(turns, SIZE, records);
            for (int connections : List.of(CONNECTIONS, 1)) {
                takeTurns(ground, turns, gateway, connections, records);
                if (redis != null) {
                    String list = "list" + connections;
                    byte[] rpush = Commands.of("RPUSH", list, Commands.value(SIZE));
                    String name = REDIS + Scenario.by(connections);
                    Server.of(redis).takeTurns(turns, name, connections, rpush, PIPELINE, records, "DEL", list);
                }
            }
            turns.run(results, "records");
            String rafka = RAFKA + Scenario.by(CONNECTIONS);
            results.atMost(1.5, "x", "CPU per record, rafka / plain Java producer", turns.cpu(rafka, plain));
            results.atLeast(0.7, "x", "records/s, rafka / plain Java producer", turns.rate(rafka, plain));
            if (redis != null) {
                compare(0.6, results, turns, CONNECTIONS);
                compare(1.2, results, turns, 1);
            }
            others(ground, results, gateway, redis);
        }
    }

    private static void takeTurns(Ground ground, Turns turns, Gateway gateway, int connections, long records) {
        byte[] rpushx = Commands.of("RPUSHX", "topics:" + ground.newSink(), Commands.value(SIZE));
        Server server = Server.of(gateway);
        server.warmUp(ground.warmUp(), connections, List.of(rpushx), PIPELINE);
        server.takeTurns(turns, RAFKA + Scenario.by(connections), connections, rpushx, PIPELINE, records);
    }

    private static void compare(double least, Results results, Turns turns, int connections) {
        results.atLeast(
                least,
                "x",
                "records/s, rafka / redis-server RPUSH" + Scenario.by(connections),
                turns.rate(RAFKA + Scenario.by(connections), List.of(REDIS + Scenario.by(connections))));
    }

    /** What takes no turns: the broker's CPU, which all have a part in, and what is measured from its start on. */
    private static void others(Ground ground, Results results, Gateway gateway, @Nullable RedisServer redis) {
        byte[] rpushx = Commands.of("RPUSHX", "topics:" + ground.newSink(), Commands.value(SIZE));
        long records = ground.amount(RECORDS) / 2;
        long broker = ProcFiles.cpuNanosOf(ground.brokerPid());
        Server.of(gateway).closedLoop(CONNECTIONS, List.of(rpushx), PIPELINE, records);
        // of those before too, which are half as many
        double micros = (ProcFiles.cpuNanosOf(ground.brokerPid()) - broker) / MICROS / (records * 1.5);
        results.figure(RAFKA + Scenario.by(CONNECTIONS), "broker's CPU per record", "us", micros);
        if (ground.hasKcat(results)) {
            results.work(
                    "librdkafka (kcat)",
                    "records",
                    Kcat.produce(ground.bootstrapServers(), ground.newSink(), SIZE, records, ground.directory()));
        }
        crossCheck(ground, results, gateway, redis);
    }

    private static void crossCheck(Ground ground, Results results, Gateway gateway, @Nullable RedisServer redis) {
        if (ground.hasRedisBenchmark(results)) {
            long records = ground.amount(RECORDS);
            String value = Commands.value(SIZE);
            String topic = ground.newSink();
            RedisBenchmark check = new RedisBenchmark(CONNECTIONS, PIPELINE, records);
            results.figure(
                    "rafka, by redis-benchmark",
                    "records/s",
                    "/s",
                    check.perSecond(gateway.port(), "RPUSHX", "topics:" + topic, value));
            Server.of(gateway).call(Server.ALL_PRODUCED.toArray(String[]::new));
            if (redis != null) {
                results.figure(
                        "redis-server RPUSH, by redis-benchmark",
                        "records/s",
                        "/s",
                        check.perSecond(redis.port(), "RPUSH", "list", value));
            }
        }
    }
}
