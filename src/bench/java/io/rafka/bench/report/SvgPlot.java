package io.rafka.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Draws a {@link PlotData} as SVG, for a web page of any colour: the background is white, the fonts are the reader's.
 * The same data are the same text, so that Git shows which plots have changed.
 */
public final class SvgPlot {
    private static final int WIDTH = 720;
    private static final int LEFT = 74;
    private static final int RIGHT = WIDTH - 28;
    private static final int TOP = 48;
    private static final int BOTTOM = TOP + 300;
    private static final int LEGEND = BOTTOM + 72;
    private static final int LEGEND_ROW = 22;
    private static final int LEGEND_LINE = 28;
    private static final int TITLE_SIZE = 16;
    private static final int TEXT_SIZE = 13;
    /** How much wider bold letters are. */
    private static final double BOLD = 1.15;

    /** Told apart by people who do not see all colours too, and dark enough on white. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#008060", "#b5468b", "#7a5c00", "#56a0d3", "#333333", "#e69f00");
    /** As many as have no divisor in common with the colours: the ninth line has the first's colour, not its marker. */
    private static final List<String> MARKERS = List.of(
            "<circle r=\"3.5\"/>",
            "<path d=\"M-3.2 -3.2h6.4v6.4h-6.4z\"/>",
            "<path d=\"M0 -4.4L4.2 3H-4.2z\"/>",
            "<path d=\"M0 -4.6L4.6 0 0 4.6 -4.6 0z\"/>",
            "<path d=\"M0 4.4L4.2 -3H-4.2z\"/>");

    /** Points of all lines together: more would be no sharper, and the file longer than a text ought to be. */
    private static final int MOST_POINTS = 480;
    /** Points that give way to all else that a line brings into the file. */
    private static final int POINTS_FOR_A_LINE = 30;
    /** Points of a line that each have a marker. */
    private static final int MOST_MARKERS = 24;
    /** Markers of a longer line: enough to tell it from others. */
    private static final int FEW_MARKERS = 10;

    private final PlotData plot;
    private final Axis x;
    private final Axis y;
    private final SvgText svg = new SvgText();

    private SvgPlot(PlotData plot) {
        this.plot = plot;
        List<Point> points =
                plot.series().stream().flatMap(line -> line.points().stream()).toList();
        x = Axis.of(plot.logX(), points.stream().map(Point::x).toList());
        y = Axis.of(plot.logY(), points.stream().map(Point::y).toList());
    }

    /** Writes the plot to its file in a folder, which is made if there is none. */
    public static void write(Path folder, PlotData plot) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(plot.file()), svg(plot));
    }

    /** The plot as the text of an SVG file. */
    public static String svg(PlotData plot) {
        return new SvgPlot(plot).draw();
    }

    private String draw() {
        List<Entry> legend = legend();
        int height = LEGEND + 6 + (legend.isEmpty() ? -20 : legend.get(legend.size() - 1).row * LEGEND_ROW);
        svg.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        .formatted(WIDTH, height, WIDTH, height)
                + " font-family=\"system-ui, 'DejaVu Sans', sans-serif\" fill=\"#222\" role=\"img\">");
        svg.raw("<title>" + SvgText.escaped(plot.title()) + "</title>");
        svg.raw("<rect width=\"" + WIDTH + "\" height=\"" + height + "\" fill=\"#fff\"/>");
        svg.text(LEFT, 28, TITLE_SIZE, " font-weight=\"bold\"", plot.title(), (RIGHT - LEFT) / BOLD);
        drawGrid();
        drawLabels();
        legend.forEach(this::drawSeries);
        return svg.raw("</svg>").toString();
    }

    private void drawGrid() {
        svg.raw("<g stroke=\"#eee\">");
        x.minor().forEach(value -> svg.line(left(value), TOP, left(value), BOTTOM));
        y.minor().forEach(value -> svg.line(LEFT, top(value), RIGHT, top(value)));
        svg.raw("</g>").raw("<g stroke=\"#ccc\">");
        x.ticks().forEach(tick -> svg.line(left(tick.value()), TOP, left(tick.value()), BOTTOM));
        y.ticks().forEach(tick -> svg.line(LEFT, top(tick.value()), RIGHT, top(tick.value())));
        svg.raw("</g>");
        svg.raw("<path d=\"M%d %dV%dH%d\" stroke=\"#222\" fill=\"none\"/>".formatted(LEFT, TOP, BOTTOM, RIGHT));
    }

    private void drawLabels() {
        svg.raw("<g text-anchor=\"middle\">");
        x.ticks().forEach(tick -> svg.text(left(tick.value()), BOTTOM + 18.0, TEXT_SIZE, "", tick.label(), 80));
        svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 40.0, TEXT_SIZE, "", plot.xLabel(), (double) RIGHT - LEFT);
        double middle = (TOP + BOTTOM) / 2.0;
        String turned = " transform=\"rotate(-90 20 " + SvgText.number(middle) + ")\"";
        svg.text(20, middle, TEXT_SIZE, turned, plot.yLabel(), (double) BOTTOM - TOP);
        svg.raw("</g>").raw("<g text-anchor=\"end\">");
        y.ticks().forEach(tick -> svg.text(LEFT - 7.0, top(tick.value()) + 4.5, TEXT_SIZE, "", tick.label(), 42));
        svg.raw("</g>");
    }

    /** A line and its entry in the legend. */
    private void drawSeries(Entry entry) {
        int index = entry.index;
        String colour = COLOURS.get(index % COLOURS.size());
        svg.raw("<marker id=\"m%d\" markerUnits=\"userSpaceOnUse\" markerWidth=\"12\" markerHeight=\"12\""
                        .formatted(index)
                + " viewBox=\"-6 -6 12 12\" fill=\"" + colour + "\">" + MARKERS.get(index % MARKERS.size())
                + "</marker>");
        svg.raw("<g fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\" stroke-linejoin=\"round\">");
        String middle = "marker-mid=\"url(#m%d)\"".formatted(index);
        // As a marker of the line, a point costs only its coordinates.
        String everywhere = middle + " marker-start=\"url(#m%1$d)\" marker-end=\"url(#m%1$d)\"".formatted(index);
        int lines = plot.series().size();
        int most = Math.max(MOST_MARKERS, MOST_POINTS / lines - POINTS_FOR_A_LINE);
        List<Point> points = thinned(plot.series().get(index).points(), most);
        if (points.size() <= MOST_MARKERS) {
            drawLine(points, everywhere);
        } else {
            drawLine(points, "");
            drawLine(some(points), everywhere + " stroke=\"none\"");
        }
        double row = LEGEND + entry.row * (double) LEGEND_ROW - 12;
        int half = LEGEND_LINE / 2;
        svg.raw("<path d=\"M%d %sh%dh%d\" %s/>".formatted(entry.left, SvgText.number(row), half, half, middle));
        svg.raw("</g>");
        int text = entry.left + LEGEND_LINE + 8;
        svg.text(text, row + 4.5, TEXT_SIZE, "", entry.name, (double) RIGHT - text);
    }

    private void drawLine(List<Point> points, String attributes) {
        if (points.isEmpty()) {
            return;
        }
        StringJoiner coordinates = new StringJoiner(" ");
        for (Point point : points) {
            coordinates.add(SvgText.number(left(point.x())) + "," + SvgText.number(top(point.y())));
        }
        svg.raw("<polyline points=\"" + coordinates + "\" " + attributes + "/>");
    }

    private static List<Point> some(List<Point> points) {
        List<Point> some = new ArrayList<>();
        for (int i = 0; i < FEW_MARKERS; i++) {
            some.add(points.get(i * (points.size() - 1) / (FEW_MARKERS - 1)));
        }
        return some;
    }

    /** The lowest and the highest of each stretch of a line: what sticks out is what one looks for. */
    private static List<Point> thinned(List<Point> points, int most) {
        if (points.size() <= most) {
            return points;
        }
        int stretches = most / 2 - 1;
        List<Point> result = new ArrayList<>(List.of(points.get(0)));
        for (int i = 0; i < stretches; i++) {
            int begin = (int) ((long) i * points.size() / stretches);
            int end = (int) ((long) (i + 1) * points.size() / stretches);
            int lowest = begin;
            int highest = begin;
            for (int j = begin; j < end; j++) {
                lowest = points.get(j).y() < points.get(lowest).y() ? j : lowest;
                highest = points.get(j).y() > points.get(highest).y() ? j : highest;
            }
            result.add(points.get(Math.min(lowest, highest)));
            if (lowest != highest) {
                result.add(points.get(Math.max(lowest, highest)));
            }
        }
        result.add(points.get(points.size() - 1));
        return result;
    }

    /** A name in the legend and its place; rows are filled one after the other. */
    private record Entry(int index, String name, int left, int row) {}

    private List<Entry> legend() {
        List<Entry> entries = new ArrayList<>();
        int left = LEFT;
        int row = 0;
        for (int i = 0; i < plot.series().size(); i++) {
            String name = plot.series().get(i).name();
            int width = LEGEND_LINE + 8 + (int) Math.ceil(SvgText.width(name, TEXT_SIZE)) + 16;
            if (left > LEFT && left + width > RIGHT) {
                left = LEFT;
                row++;
            }
            entries.add(new Entry(i, name, left, row));
            left += width;
        }
        return entries;
    }

    private double left(double value) {
        return LEFT + x.position(value) * (RIGHT - LEFT);
    }

    private double top(double value) {
        return BOTTOM - y.position(value) * (BOTTOM - TOP);
    }
}
