package io.rafka.bench.report;

import java.util.List;

/** A point of a {@link Series}. */
public record Point(double x, double y) {
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("no point of a plot: " + x + ", " + y);
        }
    }

    /** The run in the middle of several at the same place. */
    public static Point ofRuns(double x, List<Double> runs) {
        return new Point(x, Runs.median(runs));
    }
}
