package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.RedisBenchmark;
import io.rafka.testing.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        try (Gateway gateway = ground.gateway();
                @Nullable RedisServer redis = ground.redis(results)) {
            for (int pipeline : List.of(1, 64)) {
                ping(ground, results, gateway, redis, pipeline);
            }
        }
    }

    private static void ping(Ground ground, Results results, Gateway gateway, @Nullable RedisServer redis, int pipeline)
            throws Exception {
        byte[] ping = Commands.of("PING");
        long commands = ground.amount(pipeline == 1 ? 500_000 : 10_000_000);
        String text = ", pipeline " + pipeline;
        try (Turns turns = new Turns()) {
            Server server = Server.of(gateway);
            server.warmUp(ground.warmUp(), CONNECTIONS, List.of(ping), pipeline);
            server.takeTurns(turns, "rafka" + text, CONNECTIONS, ping, pipeline, commands);
            if (redis != null) {
                Server.of(redis).takeTurns(turns, "redis-server" + text, CONNECTIONS, ping, pipeline, commands);
            }
            turns.run(results, "commands");
            if (redis != null) {
                double ratio = turns.rate("rafka" + text, List.of("redis-server" + text));
                results.atLeast(0.9, "x", "PING/s, rafka / redis-server" + text, ratio);
            }
        }
        if (ground.hasRedisBenchmark(results)) {
            RedisBenchmark check = new RedisBenchmark(CONNECTIONS, pipeline, commands);
            crossCheck(results, check, "rafka", text, gateway.port());
            if (redis != null) {
                crossCheck(results, check, "redis-server", text, redis.port());
            }
        }
    }

    private static void crossCheck(Results results, RedisBenchmark check, String server, String text, int port) {
        double rate = check.perSecond(port, "PING");
        results.figure(server + ", by redis-benchmark" + text, "commands/s", "/s", rate);
    }
}
