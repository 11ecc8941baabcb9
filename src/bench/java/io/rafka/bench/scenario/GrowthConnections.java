package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Work;
import java.util.List;

/** What a record costs, the more connections there are. */
final class GrowthConnections implements Scenario {
    /** The first that is not alone: a lonely client's commands are handled one at a time. */
    private static final int FEW = 10;

    private static final int SIZE = 100;
    private static final int PIPELINE = 16;
    private static final long PIPELINED = 1_000_000;
    private static final long ONE_BY_ONE = 200_000;
    private static final String X = "connections";
    private static final Plot RATE = new Plot(
            "growth-connections-rate.svg", "RPUSHX of 100 B: records/s over connections", X, "records/s", true);
    private static final Plot CPU = new Plot(
            "growth-connections-cpu.svg",
            "RPUSHX of 100 B: CPU per record over connections",
            X,
            "CPU per record, us",
            false);

    @Override
    public String name() {
        return "growth-connections";
    }

    @Override
    public String title() {
        return "Produce 100 B over 1 to 1,000 connections";
    }

    @Override
    public void run(Ground ground, Results results) {
        List<byte[]> rpushx = List.of(Commands.of("RPUSHX", "topics:" + ground.newSink(), Commands.value(SIZE)));
        try (Gateway gateway = ground.gateway()) {
            Server server = Server.of(gateway);
            for (int pipeline : List.of(PIPELINE, 1)) {
                server.warmUp(ground.warmUp(), FEW, rpushx, pipeline);
                String series = pipeline == 1 ? "one by one" : "pipelines of " + pipeline;
                long records = ground.amount(pipeline == 1 ? ONE_BY_ONE : PIPELINED);
                double few = 0;
                double last = 0;
                for (int connections : ground.growth()) {
                    Work work = server.closedLoop(connections, rpushx, pipeline, records);
                    Growth.tell(results, RATE, CPU, series, "connection", connections, work);
                    last = work.cpuMicros();
                    few = connections == FEW ? last : few;
                }
                results.atMost(2, "x", "CPU per record stays flat, 1,000 connections / 10, " + series, last / few);
            }
        }
    }
}
