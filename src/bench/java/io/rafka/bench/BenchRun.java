package io.rafka.bench;

import io.rafka.bench.report.PlotData;
import io.rafka.bench.report.Report;
import io.rafka.bench.report.Sample;
import io.rafka.bench.report.Target;
import io.rafka.bench.scenario.Ground;
import io.rafka.bench.scenario.Results;
import io.rafka.bench.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs scenarios one after the other, tells how far it is, and writes down what they have seen after each: what fails,
 * or is interrupted, takes none of the others along.
 */
final class BenchRun {
    private final String command;
    private final Documents documents;
    private final int runs;
    private final boolean quick;
    private final PrintWriter out;
    private final Map<Scenario, String> failures = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<PlotData> plots = new ArrayList<>();
    private final long begin = System.nanoTime();

    /**
     * @param command what the user has typed
     * @param runs how often each scenario is run
     * @param quick whether only to show that it works
     * @param out where progress is told
     */
    BenchRun(String command, Documents documents, int runs, boolean quick, PrintWriter out) {
        this.command = command;
        this.documents = documents;
        this.runs = runs;
        this.quick = quick;
        this.out = out;
    }

    /** Measures all; whether none has failed. */
    boolean measure(List<Scenario> scenarios) throws IOException, InterruptedException {
        Map<String, String> machine = Machine.describe();
        machine.forEach((name, value) -> tell("%-12s %s".formatted(name, value)));
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        // An older report that cannot be read is told now, and not when there would be something to lose.
        documents.merged(new Report(command, machine, today, samples, targets, plots));
        try (Ground ground = new Ground(quick)) {
            for (int i = 0; i < scenarios.size(); i++) {
                Results results = measure(scenarios.get(i), i, scenarios.size(), ground);
                if (results != null) {
                    samples.addAll(results.samples());
                    targets.addAll(results.targets());
                    plots.addAll(results.plots());
                    documents.write(new Report(command, machine, today, samples, targets, plots));
                }
            }
        }
        summarize(scenarios.size());
        return failures.isEmpty();
    }

    /** What it has seen; null if it has failed. */
    private @Nullable Results measure(Scenario scenario, int before, int all, Ground ground)
            throws InterruptedException {
        Results results = new Results(scenario, this::tell);
        for (int run = 0; run < runs; run++) {
            tell("%s (%d of %d), run %d of %d, %s: %s"
                    .formatted(
                            scenario.name(),
                            before + 1,
                            all,
                            run + 1,
                            runs,
                            time(before * runs + run, all * runs),
                            scenario.title()));
            try {
                scenario.run(ground, results);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | AssertionError e) {
                failures.put(scenario, e.toString());
                tell("  FAILED: " + e);
                e.printStackTrace(out);
                return null;
            } finally {
                clear(ground);
            }
        }
        return results;
    }

    /** What has been measured stays measured, also if its topics do. */
    private void clear(Ground ground) {
        try {
            ground.clear();
        } catch (RuntimeException e) {
            tell("  topics are left behind: " + e);
        }
    }

    /** The time so far, and what is left if the rest takes as long as what is done. */
    private String time(int done, int all) {
        long elapsed = System.nanoTime() - begin;
        String soFar = minutes(elapsed) + " so far";
        return done == 0 ? soFar : soFar + ", about " + minutes(elapsed * (all - done) / done) + " left";
    }

    private static String minutes(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        return "%d:%02d min".formatted(duration.toMinutes(), duration.toSecondsPart());
    }

    private void summarize(int all) {
        long met = targets.stream().filter(Target::isMet).count();
        tell("%d of %d scenarios in %s; %d of %d targets are met"
                .formatted(all - failures.size(), all, minutes(System.nanoTime() - begin), met, targets.size()));
        for (Target target : targets) {
            if (!target.isMet()) {
                tell("  MISS " + target.scenario() + ", " + target.told());
            }
        }
        failures.forEach((scenario, reason) -> tell("FAILED " + scenario.name() + ": " + reason));
        if (all > failures.size()) {
            tell("written: " + documents);
        }
    }

    private void tell(String line) {
        out.println(line);
        out.flush();
    }
}
