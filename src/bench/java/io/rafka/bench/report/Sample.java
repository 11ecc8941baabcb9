package io.rafka.bench.report;

import java.util.List;

/**
 * One figure of one program, as each run has measured it. Immutable.
 *
 * @param scenario the heading under which it is shown
 * @param subject the program measured, a row of the scenario's table: "rafka", "redis-server", "librdkafka (kcat)"
 * @param metric what was measured, a column of the table: "throughput", "p99"
 * @param unit "/s", "us", "MB", "x" for a ratio, or empty for a count
 * @param runs what was measured, in the order of the runs; at least one
 */
public record Sample(String scenario, String subject, String metric, String unit, List<Double> runs) implements Result {
    public Sample {
        runs = Runs.checked(runs, scenario + ", " + subject + ", " + metric);
    }

    /** The run in the middle, which one disturbed run does not move. */
    public double median() {
        return Runs.median(runs);
    }

    public double min() {
        return Runs.min(runs);
    }

    public double max() {
        return Runs.max(runs);
    }
}
