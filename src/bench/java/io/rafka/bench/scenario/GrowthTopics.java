package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.load.LoadClients;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Work;
import java.util.ArrayList;
import java.util.List;

/** What a record costs, the more topics the records are for. */
final class GrowthTopics implements Scenario {
    private static final int SIZE = 100;
    private static final int PIPELINE = 16;
    private static final int CONNECTIONS = 50;
    private static final long RECORDS = 1_000_000;
    private static final String X = "topics";
    private static final Plot RATE =
            new Plot("growth-topics-rate.svg", "RPUSHX of 100 B: records/s over topics", X, "records/s", true);
    private static final Plot CPU = new Plot(
            "growth-topics-cpu.svg", "RPUSHX of 100 B: CPU per record over topics", X, "CPU per record, us", false);

    @Override
    public String name() {
        return "growth-topics";
    }

    @Override
    public String title() {
        return "Produce 100 B over 1 to 1,000 topics, 50 connections, each pipeline of 16 to the next topic";
    }

    @Override
    public void run(Ground ground, Results results) {
        List<String> names = new ArrayList<>();
        List<byte[]> rpushx = new ArrayList<>();
        String prefix = ground.newTopic(1);
        for (int i = 0; i < ground.growth().get(ground.growth().size() - 1); i++) {
            String name = prefix + "-" + i;
            names.add(name);
            rpushx.add(Commands.of("RPUSHX", "topics:" + name, Commands.value(SIZE)));
        }
        ground.topics().createMany(names);
        try (Gateway gateway = ground.gateway()) {
            // What is asked of Kafka once for each topic is not what a record costs.
            try (LoadClients clients = LoadClients.connect(gateway.port(), 1)) {
                clients.closedLoop(rpushx, 1, rpushx.size());
            }
            Server server = Server.of(gateway);
            server.warmUp(ground.warmUp(), CONNECTIONS, rpushx, PIPELINE);
            double one = 0;
            double last = 0;
            for (int topics : ground.growth()) {
                Work work = server.closedLoop(CONNECTIONS, rpushx.subList(0, topics), PIPELINE, ground.amount(RECORDS));
                Growth.tell(results, RATE, CPU, "", "topic", topics, work);
                last = work.cpuMicros();
                one = topics == 1 ? last : one;
            }
            results.atMost(2, "x", "CPU per record stays flat, 1,000 topics / 1", last / one);
        } finally {
            ground.topics().delete(names);
        }
    }
}
