package io.rafka.bench;

import io.rafka.bench.scenario.Ground;
import io.rafka.bench.scenario.Results;
import io.rafka.bench.scenario.Scenario;
import io.rafka.bench.scenario.Scenarios;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the benchmark. */
@Command(name = "rafka-bench", description = "Measures rafka beside what it is compared with.", sortOptions = false)
public final class RafkaBench implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything here
    private CommandSpec spec;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these scenarios.")
    private List<String> only = List.of();

    @Option(names = "--runs", paramLabel = "N", description = "How often each is run; the median counts. Default: 3")
    private int runs = 3;

    @Option(names = "--quick", description = "A fiftieth of the work, to see that it works; figures mean nothing.")
    private boolean quick;

    private RafkaBench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RafkaBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Map<Scenario, Results> all = new LinkedHashMap<>();
        try (Ground ground = new Ground(quick)) {
            for (Scenario scenario : Scenarios.ALL) {
                if (!only.isEmpty() && !only.contains(scenario.name())) {
                    continue;
                }
                Results results = new Results(line -> {
                    out.println(line);
                    out.flush();
                });
                all.put(scenario, results);
                for (int run = 1; run <= runs; run++) {
                    out.println(scenario.name() + ", run " + run + " of " + runs + ": " + scenario.title());
                    out.flush();
                    scenario.run(ground, results);
                }
            }
        }
        return 0;
    }
}
