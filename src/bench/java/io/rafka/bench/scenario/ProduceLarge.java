package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import java.util.List;

/** Large records: what counts is how often their bytes are copied. */
final class ProduceLarge implements Scenario {
    private static final int CONNECTIONS = 10;
    private static final long BYTES = 1_000_000_000;
    private static final double MEGABYTE = 1e6;
    private static final int LARGE = 1_000_000;

    @Override
    public String name() {
        return "produce-large";
    }

    @Override
    public String title() {
        return "Produce 10 kB and 1 MB, 10 connections";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        produce(ground, results, 10_000, 16, "10 kB");
        produce(ground, results, LARGE, 1, "1 MB");
    }

    private static void produce(Ground ground, Results results, int size, int pipeline, String text) throws Exception {
        long records = Math.max((long) CONNECTIONS * Turns.COUNT, ground.amount(BYTES) / size);
        byte[] rpushx = Commands.of("RPUSHX", "topics:" + ground.newSink(), Commands.value(size));
        try (Gateway gateway = ground.gateway();
                Turns turns = new Turns()) {
            List<String> plain = ground.takeTurns(turns, size, records);
            Server server = Server.of(gateway);
            server.warmUp(ground.warmUp(), CONNECTIONS, List.of(rpushx), pipeline);
            server.takeTurns(turns, "rafka", CONNECTIONS, rpushx, pipeline, records);
            turns.run((name, work) -> {
                results.figure(name + ", " + text, "throughput", "MB/s", work.perSecond() * size / MEGABYTE);
                results.figure(name + ", " + text, "CPU per MB", "us", work.cpuMicros() / size * MEGABYTE);
            });
            results.atLeast(0.8, "x", "MB/s, rafka / plain Java producer, " + text, turns.rate("rafka", plain));
        }
    }
}
