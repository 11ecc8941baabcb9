package io.rafka.bench.report;

import java.util.List;

/**
 * A ratio or value that rafka is to reach, and what was measured of it. Immutable.
 *
 * @param scenario the scenario that measures it
 * @param text what is to be reached, in a few words
 * @param detail what it was measured with, or against; may be empty
 * @param bound on which side of the limit it is to be
 * @param limit the limit, which is met if it is just reached
 * @param unit "x" for a ratio, "ms", "MB", ...
 * @param runs what was measured, in the order of the runs; at least one
 */
public record Target(
        String scenario, String text, String detail, Bound bound, double limit, String unit, List<Double> runs)
        implements Result {
    public Target {
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException(scenario + ", " + text + ": the limit is " + limit);
        }
        runs = Runs.checked(runs, scenario + ", " + text);
    }

    /** The run in the middle, which decides. */
    public double value() {
        return Runs.median(runs);
    }

    public double min() {
        return Runs.min(runs);
    }

    public double max() {
        return Runs.max(runs);
    }

    /** Whether the run in the middle is within the limit. */
    public boolean isMet() {
        return bound.holds(value(), limit);
    }

    /** As in "p99: 0.043 ms (at most 0.040 ms)". */
    public String told() {
        return "%s: %s (%s %s)".formatted(text, Figures.text(value(), unit), bound.words(), Figures.text(limit, unit));
    }
}
