package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.RedisBenchmark;
import io.rafka.bench.subject.Work;
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
        List<byte[]> ping = List.of(Commands.of("PING"));
        try (Gateway gateway = ground.gateway();
                @Nullable RedisServer redis = ground.redis(results)) {
            for (int pipeline : List.of(1, 64)) {
                long commands = ground.amount(pipeline == 1 ? 400_000 : 10_000_000);
                String text = ", pipeline " + pipeline;
                Server server = Server.of(gateway);
                server.warmUp(ground.warmUp(), CONNECTIONS, ping, pipeline);
                Work rafka = server.closedLoop(CONNECTIONS, ping, pipeline, commands);
                results.work("rafka" + text, "commands", rafka);
                if (redis != null) {
                    Work other = Server.of(redis).closedLoop(CONNECTIONS, ping, pipeline, commands);
                    results.work("redis-server" + text, "commands", other);
                    results.atLeast(
                            0.9, "x", "PING/s, rafka / redis-server" + text, rafka.perSecond() / other.perSecond());
                }
                if (ground.hasRedisBenchmark(results)) {
                    RedisBenchmark check = new RedisBenchmark(CONNECTIONS, pipeline, commands);
                    crossCheck(results, check, "rafka", text, gateway.port());
                    if (redis != null) {
                        crossCheck(results, check, "redis-server", text, redis.port());
                    }
                }
            }
        }
    }

    private static void crossCheck(Results results, RedisBenchmark check, String server, String text, int port) {
        double rate = check.perSecond(port, "PING");
        results.figure(server + ", by redis-benchmark" + text, "commands/s", "/s", rate);
    }
}
