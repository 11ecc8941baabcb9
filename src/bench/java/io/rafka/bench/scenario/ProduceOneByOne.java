package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.RedisBenchmark;
import io.rafka.bench.subject.Work;
import io.rafka.testing.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small records, of clients that wait for each reply. */
final class ProduceOneByOne implements Scenario {
    private static final int SIZE = 100;
    private static final int CONNECTIONS = 50;
    private static final long RECORDS = 800_000;

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
                @Nullable RedisServer redis = ground.redis(results)) {
            Server server = Server.of(gateway);
            List<byte[]> rpushx = List.of(Commands.of("RPUSHX", key, value));
            server.warmUp(ground.warmUp(), CONNECTIONS, rpushx, 1);
            Work rafka = server.closedLoop(CONNECTIONS, rpushx, 1, records);
            results.work("rafka", "records", rafka);
            if (redis != null) {
                Work other =
                        Server.of(redis).closedLoop(CONNECTIONS, List.of(Commands.of("RPUSH", key, value)), 1, records);
                results.work("redis-server RPUSH", "records", other);
                results.atLeast(
                        0.8, "x", "records/s, rafka / redis-server RPUSH", rafka.perSecond() / other.perSecond());
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
