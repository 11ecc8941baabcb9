package io.rafka.bench.scenario;

import io.rafka.bench.report.Bound;
import io.rafka.bench.report.Figures;
import io.rafka.bench.report.PlotData;
import io.rafka.bench.report.Point;
import io.rafka.bench.report.Sample;
import io.rafka.bench.report.Series;
import io.rafka.bench.report.Target;
import io.rafka.bench.subject.Work;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Collects what one scenario has seen in all its runs, and tells it as it comes. */
public final class Results {
    private final Scenario scenario;
    private final Consumer<String> progress;
    private final Map<Figure, List<Double>> figures = new LinkedHashMap<>();
    private final Map<Goal, List<Double>> goals = new LinkedHashMap<>();
    private final Map<Plot, Map<String, Map<Double, List<Double>>>> plots = new LinkedHashMap<>();
    private final Set<String> leftOut = new HashSet<>();

    /** A figure of a program. */
    private record Figure(String subject, String metric, String unit) {}

    /** What is to be reached. */
    private record Goal(String text, Bound bound, double limit, String unit) {}

    /** @param progress is given a line for each figure */
    public Results(Scenario scenario, Consumer<String> progress) {
        this.scenario = scenario;
        this.progress = progress;
    }

    /**
     * A figure of this run.
     *
     * @param subject the program, a row of the scenario's table
     * @param metric what was measured, a column of the table
     * @param unit of the value, as {@link Figures} knows it
     */
    void figure(String subject, String metric, String unit, double value) {
        figures.computeIfAbsent(new Figure(subject, metric, unit), key -> new ArrayList<>())
                .add(value);
        progress.accept("  %s, %s: %s".formatted(subject, metric, Figures.text(value, unit)));
    }

    /** What a program has done in this run; {@code things} are what it has done it to. */
    void work(String subject, String things, Work work) {
        figure(subject, things + "/s", "/s", work.perSecond());
        figure(subject, "CPU per " + things.substring(0, things.length() - 1), "us", work.cpuMicros());
    }

    /** What this run has reached of a goal that is a lower limit. */
    void atLeast(double limit, String unit, String text, double value) {
        goal(new Goal(text, Bound.AT_LEAST, limit, unit), value);
    }

    /** What this run has reached of a goal that is an upper limit. */
    void atMost(double limit, String unit, String text, double value) {
        goal(new Goal(text, Bound.AT_MOST, limit, unit), value);
    }

    private void goal(Goal goal, double value) {
        goals.computeIfAbsent(goal, key -> new ArrayList<>()).add(value);
        Target target = target(goal, List.of(value));
        progress.accept("  %-4s %s".formatted(target.isMet() ? "ok" : "MISS", target.told()));
    }

    /** A point of a plot, which shows the median of the runs. */
    void point(Plot plot, String series, double x, double y) {
        plots.computeIfAbsent(plot, key -> new LinkedHashMap<>())
                .computeIfAbsent(series, key -> new LinkedHashMap<>())
                .computeIfAbsent(x, key -> new ArrayList<>())
                .add(y);
    }

    /** Says, once, what is not compared with because it is not installed. */
    void leftOut(String program) {
        if (leftOut.add(program)) {
            progress.accept("  left out: " + program + ", which is not installed");
        }
    }

    /** The figures, each with all its runs. */
    public List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        figures.forEach((figure, runs) ->
                samples.add(new Sample(scenario.name(), figure.subject(), figure.metric(), figure.unit(), runs)));
        return samples;
    }

    /** The goals, each with all its runs. */
    public List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        goals.forEach((goal, runs) -> targets.add(target(goal, runs)));
        return targets;
    }

    private Target target(Goal goal, List<Double> runs) {
        // The same text may be that of several scenarios, which differ in what their titles say.
        return new Target(
                scenario.name(), goal.text(), scenario.title(), goal.bound(), goal.limit(), goal.unit(), runs);
    }

    /** The plots, each with the medians of the runs. */
    public List<PlotData> plots() {
        List<PlotData> drawn = new ArrayList<>();
        plots.forEach((plot, lines) -> {
            List<Series> series = new ArrayList<>();
            lines.forEach((name, points) -> series.add(new Series(
                    name,
                    points.entrySet().stream()
                            .map(point -> Point.ofRuns(point.getKey(), point.getValue()))
                            .toList())));
            drawn.add(new PlotData(
                    scenario.name(),
                    plot.file(),
                    plot.title(),
                    plot.xLabel(),
                    plot.yLabel(),
                    true,
                    plot.logY(),
                    series));
        });
        return drawn;
    }
}
