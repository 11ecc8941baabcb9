package io.rafka.bench.report;

/** A point of a {@link Series}. */
public record Point(double x, double y) {
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("no point of a plot: " + x + ", " + y);
        }
    }
}
