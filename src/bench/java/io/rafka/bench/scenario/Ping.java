package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.RedisBenchmark;
import io.rafka.bench.subject.Work;
import io.rafka.testing.RedisServer;
import java.util.List;

/** The cheapest command: what it costs to read, dispatch and answer. */
final class Ping implements Scenario {
    private static final int CONNECTIONS = 50;

    @Override
    public String name() {
        return "ping";
    }

    @Override
    public String title() {
        return "PING, 50 connections";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        List<byte[]> ping = List.of(Commands.of("PING"));
        try (Gateway gateway = ground.gateway();
                RedisServer redis = RedisServer.start()) {
            for (int pipeline : List.of(1, 64)) {
                long commands = ground.amount(pipeline == 1 ? 400_000 : 10_000_000);
                String text = ", pipeline " + pipeline;
                Work rafka = Server.of(gateway).closedLoop(CONNECTIONS, ping, pipeline, commands);
                results.work("rafka" + text, "commands", rafka);
                Work other = Server.of(redis).closedLoop(CONNECTIONS, ping, pipeline, commands);
                results.work("redis-server" + text, "commands", other);
                results.atLeast(0.9, "x", "PING/s, rafka / redis-server" + text, rafka.perSecond() / other.perSecond());
                if (RedisBenchmark.isThere()) {
                    RedisBenchmark check = new RedisBenchmark(CONNECTIONS, pipeline, commands);
                    results.figure(
                            "rafka, by redis-benchmark" + text,
                            "commands/s",
                            "/s",
                            check.perSecond(gateway.port(), "PING"));
                    results.figure(
                            "redis-server, by redis-benchmark" + text,
                            "commands/s",
                            "/s",
                            check.perSecond(redis.port(), "PING"));
                }
            }
        }
    }
}
