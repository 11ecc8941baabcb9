package io.rafka.bench.scenario;

import io.rafka.bench.subject.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects what one scenario has seen in all its runs, and tells it as it comes. */
public final class Results {
    private final Map<Figure, List<Double>> figures = new LinkedHashMap<>();
    private final Map<Goal, List<Double>> goals = new LinkedHashMap<>();
    private final Consumer<String> progress;

    /**
     * A figure of a program.
     *
     * @param subject the program
     * @param metric what was measured
     * @param unit of the value
     */
    public record Figure(String subject, String metric, String unit) {}

    /**
     * What is to be reached.
     *
     * @param text what is compared with what
     * @param atLeast whether the limit is a lower one
     * @param limit the limit
     * @param unit {@code x} for ratios
     */
    public record Goal(String text, boolean atLeast, double limit, String unit) {}

    /** @param progress is given a line for each figure */
    public Results(Consumer<String> progress) {
        this.progress = progress;
    }

    /** A figure of this run. */
    public double figure(String subject, String metric, String unit, double value) {
        figures.computeIfAbsent(new Figure(subject, metric, unit), key -> new ArrayList<>())
                .add(value);
        progress.accept(String.format(java.util.Locale.ROOT, "  %-28s %-28s %,16.3f %s", subject, metric, value, unit));
        return value;
    }

    /** What a program has done in this run; {@code things} are what it has done it to. */
    public void work(String subject, String things, Work work) {
        figure(subject, things + "/s", "/s", work.perSecond());
        figure(subject, "CPU per " + things.substring(0, things.length() - 1), "us", work.cpuMicros());
    }

    /** What this run has reached of a goal that is a lower limit. */
    public void atLeast(double limit, String unit, String text, double value) {
        goal(new Goal(text, true, limit, unit), value);
    }

    /** What this run has reached of a goal that is an upper limit. */
    public void atMost(double limit, String unit, String text, double value) {
        goal(new Goal(text, false, limit, unit), value);
    }

    private void goal(Goal goal, double value) {
        goals.computeIfAbsent(goal, key -> new ArrayList<>()).add(value);
        boolean met = goal.atLeast() ? value >= goal.limit() : value <= goal.limit();
        progress.accept(String.format(
                java.util.Locale.ROOT,
                "  %-4s %s: %.3f %s (%s %s)",
                met ? "ok" : "MISS",
                goal.text(),
                value,
                goal.unit(),
                goal.atLeast() ? "at least" : "at most",
                goal.limit()));
    }

    /** By figure, the values of the runs. */
    public Map<Figure, List<Double>> figures() {
        return figures;
    }

    /** By goal, the values of the runs. */
    public Map<Goal, List<Double>> goals() {
        return goals;
    }
}
