package io.rafka.bench.report;

import java.util.List;

/** What can be said of a figure that was measured several times. */
public final class Runs {
    private Runs() {}

    /**
     * A copy of the runs.
     *
     * @throws IllegalArgumentException if there are none, or one is no number (a division by nothing that was
     *     measured): it would neither be comparable nor have a form in JSON
     */
    static List<Double> checked(List<Double> runs, String what) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(what + ": no runs");
        }
        for (double run : runs) {
            if (!Double.isFinite(run)) {
                throw new IllegalArgumentException(what + ": " + run + " among the runs");
            }
        }
        return List.copyOf(runs);
    }

    /** The one in the middle, or halfway between the two in the middle. */
    public static double median(List<Double> runs) {
        List<Double> sorted = runs.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static double min(List<Double> runs) {
        return runs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    static double max(List<Double> runs) {
        return runs.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
