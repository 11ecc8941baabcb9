package io.rafka.bench.scenario;

import java.util.List;

/** All scenarios, in the order in which they run. */
public final class Scenarios {
    /** Them. */
    public static final List<Scenario> ALL = List.of(
            new ProduceSmall(),
            new ProduceOneByOne(),
            new ProduceLarge(),
            new RpushxLatency(),
            new Consume(),
            new Ping(),
            new EndToEnd(),
            new ManyConnections(),
            new IdleConsumers(),
            new GrowthConnections(),
            new GrowthTopics(),
            new GrowthSizes(),
            new GrowthConsumers(),
            new Start(),
            new Micro());

    private Scenarios() {}
}
