package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.load.LoadClients;
import io.rafka.bench.load.LoadResult;
import io.rafka.bench.report.Runs;
import io.rafka.bench.subject.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How long a client waits for the reply to an RPUSHX, and to a PING, at a rate that the gateway does not feel. */
final class RpushxLatency implements Scenario {
    private static final double RATE = 10_000;
    private static final int CONNECTIONS = 10;
    private static final long SECONDS = 3;

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
        byte[] ping = Commands.of("PING");
        try (Gateway gateway = ground.gateway()) {
            Server.of(gateway).warmUp(ground.warmUp(), CONNECTIONS, List.of(rpushx, ping), 1);
            // At this rate fewer records come together, which is other code, in the broker too; a compiler that has
            // not done with it takes a core for milliseconds.
            measure(gateway, rpushx, ground.warmUp());
            Duration duration =
                    Duration.ofMillis(ground.amount(Duration.ofSeconds(SECONDS).toMillis()));
            List<LoadResult> pings = new ArrayList<>();
            List<LoadResult> produced = new ArrayList<>();
            for (int turn = 0; turn < Turns.COUNT; turn++) {
                pings.add(measure(gateway, ping, duration));
                produced.add(measure(gateway, rpushx, duration));
            }
            for (double percentile : List.of(50.0, 99.0, 99.9)) {
                String name = "p" + (percentile % 1 == 0 ? String.valueOf((int) percentile) : percentile);
                results.figure("PING", name, "us", median(pings, percentile));
                results.figure("RPUSHX", name, "us", median(produced, percentile));
            }
            results.atMost(100, "us", "p50 of RPUSHX above p50 of PING", above(produced, pings, 50));
            results.atMost(1_000, "us", "p99 of RPUSHX above p99 of PING", above(produced, pings, 99));
        }
    }

    private static double median(List<LoadResult> turns, double percentile) {
        return Runs.median(turns.stream().map(turn -> turn.micros(percentile)).toList());
    }

    /** By how much the latencies of one turn differ: the median. */
    private static double above(List<LoadResult> ones, List<LoadResult> others, double percentile) {
        return Runs.median(IntStream.range(0, ones.size())
                .mapToObj(turn ->
                        ones.get(turn).micros(percentile) - others.get(turn).micros(percentile))
                .toList());
    }

    private static LoadResult measure(Gateway gateway, byte[] command, Duration duration) {
        try (LoadClients clients = LoadClients.connect(gateway.port(), CONNECTIONS)) {
            return clients.openLoop(command, RATE, duration);
        }
    }
}
