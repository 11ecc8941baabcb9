package io.rafka.bench.scenario;

import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Work;

/** What a record costs to consume, the more connections there are in a group. */
final class GrowthConsumers implements Scenario {
    private static final int FEW = 10;
    private static final long RECORDS = 300_000;
    private static final String X = "consuming connections of one group, a partition each";
    private static final Plot RATE =
            new Plot("growth-consumers-rate.svg", "BLPOP of 100 B: records/s over consumers", X, "records/s", true);
    private static final Plot CPU = new Plot(
            "growth-consumers-cpu.svg",
            "BLPOP of 100 B: CPU per record over consumers",
            X,
            "CPU per record, us",
            false);

    @Override
    public String name() {
        return "growth-consumers";
    }

    @Override
    public String title() {
        return "Consume 100 B one by one, over 1 to 1,000 connections of one group, a partition each";
    }

    @Override
    public void run(Ground ground, Results results) {
        try (Gateway gateway = ground.gateway()) {
            double few = 0;
            double last = 0;
            for (int consumers : ground.growth()) {
                long each = Math.max(ground.amount(RECORDS) / consumers, 1);
                Work work = Consume.consume(ground, gateway, consumers, each);
                Growth.tell(results, RATE, CPU, "", "consumer", consumers, work);
                last = work.cpuMicros();
                few = consumers == FEW ? last : few;
            }
            results.atMost(2, "x", "CPU per record stays flat, 1,000 consumers / 10", last / few);
        }
    }
}
