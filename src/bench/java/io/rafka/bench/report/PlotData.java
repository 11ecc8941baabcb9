package io.rafka.bench.report;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a plot shows; {@link SvgPlot} draws it. Immutable.
 *
 * <p>What cannot be drawn cannot be made either: the scenario that has computed it fails, not the report of all.
 *
 * @param scenario the heading under which it is shown
 * @param file the name of its file, such as {@code latency.svg}
 */
public record PlotData(
        String scenario,
        String file,
        String title,
        String xLabel,
        String yLabel,
        boolean logX,
        boolean logY,
        List<Series> series)
        implements Result {
    /** What needs no escaping in a link, and stays in its folder. */
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.svg");

    /** @throws IllegalArgumentException for a value that is not above zero on a logarithmic axis */
    public PlotData {
        if (!FILE.matcher(file).matches()) {
            throw new IllegalArgumentException("no name for a plot: " + file);
        }
        series = List.copyOf(series);
        for (Series line : series) {
            for (Point point : line.points()) {
                checkLogarithm(logX, point.x(), "x", file, line);
                checkLogarithm(logY, point.y(), "y", file, line);
            }
        }
    }

    private static void checkLogarithm(boolean logarithmic, double value, String axis, String file, Series line) {
        if (logarithmic && value <= 0) {
            throw new IllegalArgumentException("%s: %s = %s of \"%s\" has no place on a logarithmic axis"
                    .formatted(file, axis, value, line.name()));
        }
    }
}
