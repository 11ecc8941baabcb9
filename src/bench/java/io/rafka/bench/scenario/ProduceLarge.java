package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.plain.PlainPrograms;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Work;
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

    private static void produce(Ground ground, Results results, int size, int pipeline, String text) {
        long records = Math.max(CONNECTIONS, ground.amount(BYTES) / size);
        double best = 0;
        for (PlainPrograms.ProducerSettings settings : ground.producerSettings()) {
            Work plain = PlainPrograms.produce(
                    ground.bootstrapServers(), ground.warmUp(), ground.newSink(), size, records, settings);
            double rate = plain.perSecond() * size / MEGABYTE;
            results.figure("plain Java producer, " + settings.text() + ", " + text, "throughput", "MB/s", rate);
            best = Math.max(best, rate);
        }
        byte[] rpushx = Commands.of("RPUSHX", "topics:" + ground.newSink(), Commands.value(size));
        try (Gateway gateway = ground.gateway()) {
            Server server = Server.of(gateway);
            server.warmUp(ground.warmUp(), CONNECTIONS, List.of(rpushx), pipeline);
            Work rafka = server.closedLoop(CONNECTIONS, List.of(rpushx), pipeline, records);
            double rate = rafka.perSecond() * size / MEGABYTE;
            results.figure("rafka, " + text, "throughput", "MB/s", rate);
            results.figure("rafka, " + text, "CPU per MB", "us", rafka.cpuMicros() / size * MEGABYTE);
            results.atLeast(0.8, "x", "MB/s, rafka / plain Java producer, " + text, rate / best);
        }
    }
}
