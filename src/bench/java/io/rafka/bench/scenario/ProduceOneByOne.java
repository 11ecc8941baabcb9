package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.RedisBenchmark;
import io.rafka.testing.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small records, of clients that wait for each reply. */
final class ProduceOneByOne implements Scenario {
    private static final int SIZE = 100;
    private static final int CONNECTIONS = 50;
    private static final long RECORDS = 1_000_000;
    private static final String REDIS = "redis-server RPUSH";

    @Override
    public String name() {
        return "produce-one-by-one";
    }

    @Override
    public String title() {
        return "Produce 100 B, without pipelining, 50 connections";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        String value = Commands.value(SIZE);
        String key = "topics:" + ground.newSink();
        long records = ground.amount(RECORDS);
        try (Gateway gateway = ground.gateway();
                @Nullable RedisServer redis = ground.redis(results);
                Turns turns = new Turns()) {
            byte[] rpushx = Commands.of("RPUSHX", key, value);
            Server server = Server.of(gateway);
            server.warmUp(ground.warmUp(), CONNECTIONS, List.of(rpushx), 1);
            server.takeTurns(turns, "rafka", CONNECTIONS, rpushx, 1, records);
            if (redis != null) {
                byte[] rpush = Commands.of("RPUSH", key, value);
                Server.of(redis).takeTurns(turns, REDIS, CONNECTIONS, rpush, 1, records, "DEL", key);
            }
            turns.run(results, "records");
            if (redis != null) {
                results.atLeast(0.8, "x", "records/s, rafka / redis-server RPUSH", turns.rate("rafka", List.of(REDIS)));
            }
            if (ground.hasRedisBenchmark(results)) {
                RedisBenchmark check = new RedisBenchmark(CONNECTIONS, 1, records);
                double rate = check.perSecond(gateway.port(), "RPUSHX", key, value);
                results.figure("rafka, by redis-benchmark", "records/s", "/s", rate);
                if (redis != null) {
                    rate = check.perSecond(redis.port(), "RPUSH", key, value);
                    results.figure("redis-server RPUSH, by redis-benchmark", "records/s", "/s", rate);
                }
            }
        }
    }
}
