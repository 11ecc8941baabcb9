package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Work;
import java.util.List;

/** What a record costs, the larger it is. */
final class GrowthSizes implements Scenario {
    private static final int CONNECTIONS = 10;
    private static final int PIPELINE = 16;
    /** From here on a pipeline would not be sent with one write. */
    private static final int LARGE = 100_000;

    private static final long MOST_RECORDS = 1_000_000;
    private static final long MOST_BYTES = 300_000_000;
    private static final double MEGABYTE = 1e6;
    private static final String X = "bytes of a value";
    private static final Plot RATE =
            new Plot("growth-sizes-rate.svg", "RPUSHX: throughput over the size of values", X, "MB/s", true);
    private static final Plot CPU = new Plot(
            "growth-sizes-cpu.svg", "RPUSHX: CPU per record over the size of values", X, "CPU per record, us", true);

    private record Size(int bytes, String text) {}

    private static final List<Size> SIZES = List.of(
            new Size(10, "10 B"),
            new Size(100, "100 B"),
            new Size(1_000, "1 kB"),
            new Size(10_000, "10 kB"),
            new Size(LARGE, "100 kB"),
            new Size(1_000_000, "1 MB"));

    @Override
    public String name() {
        return "growth-sizes";
    }

    @Override
    public String title() {
        return "Produce 10 B to 1 MB, 10 connections";
    }

    @Override
    public void run(Ground ground, Results results) {
        try (Gateway gateway = ground.gateway()) {
            for (Size size : SIZES) {
                byte[] rpushx = Commands.of("RPUSHX", "topics:" + ground.newSink(), Commands.value(size.bytes()));
                int pipeline = size.bytes() < LARGE ? PIPELINE : 1;
                long records = ground.amount(Math.min(MOST_RECORDS, MOST_BYTES / size.bytes()));
                Server server = Server.of(gateway);
                server.warmUp(ground.warmUp(), CONNECTIONS, List.of(rpushx), pipeline);
                Work work = server.closedLoop(CONNECTIONS, List.of(rpushx), pipeline, Math.max(CONNECTIONS, records));
                double rate = work.perSecond() * size.bytes() / MEGABYTE;
                results.work(size.text(), "records", work);
                results.figure(size.text(), "throughput", "MB/s", rate);
                results.point(RATE, "rafka", size.bytes(), rate);
                results.point(CPU, "rafka", size.bytes(), work.cpuMicros());
            }
        }
    }
}
