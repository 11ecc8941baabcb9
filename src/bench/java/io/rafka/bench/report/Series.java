package io.rafka.bench.report;

import java.util.List;

/**
 * A line of a plot. Immutable.
 *
 * @param name what the legend says
 * @param points in the order in which the line joins them; with none, only the legend shows it
 */
public record Series(String name, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }
}
