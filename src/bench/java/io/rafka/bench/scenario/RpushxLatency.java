package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.load.LoadClients;
import io.rafka.bench.load.LoadResult;
import io.rafka.bench.subject.Gateway;
import java.time.Duration;
import java.util.List;

/** How long a client waits for the reply to an RPUSHX, and to a PING, at a rate that the gateway does not feel. */
final class RpushxLatency implements Scenario {
    private static final double RATE = 10_000;
    private static final int CONNECTIONS = 10;
    private static final long SECONDS = 10;

    @Override
    public String name() {
        return "rpushx-latency";
    }

    @Override
    public String title() {
        return "Latency of RPUSHX at 10,000/s, 10 connections, open loop";
    }

    @Override
    public void run(Ground ground, Results results) {
        byte[] rpushx = Commands.of("RPUSHX", "topics:" + ground.newSink(), Commands.value(100));
        try (Gateway gateway = ground.gateway()) {
            Server.of(gateway).warmUp(ground.warmUp(), CONNECTIONS, List.of(rpushx, Commands.of("PING")), 1);
            measure(ground, gateway, rpushx);
            LoadResult ping = measure(ground, gateway, Commands.of("PING"));
            LoadResult produced = measure(ground, gateway, rpushx);
            tell(results, "PING", ping);
            tell(results, "RPUSHX", produced);
            results.atMost(100, "us", "p50 of RPUSHX above p50 of PING", produced.micros(50) - ping.micros(50));
            results.atMost(1_000, "us", "p99 of RPUSHX above p99 of PING", produced.micros(99) - ping.micros(99));
        }
    }

    private static LoadResult measure(Ground ground, Gateway gateway, byte[] command) {
        Duration duration =
                Duration.ofMillis(ground.amount(Duration.ofSeconds(SECONDS).toMillis()));
        try (LoadClients clients = LoadClients.connect(gateway.port(), CONNECTIONS)) {
            return clients.openLoop(command, RATE, duration);
        }
    }

    private static void tell(Results results, String command, LoadResult result) {
        results.figure(command, "p50", "us", result.micros(50));
        results.figure(command, "p99", "us", result.micros(99));
        results.figure(command, "p99.9", "us", result.micros(99.9));
    }
}
