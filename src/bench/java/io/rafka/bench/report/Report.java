package io.rafka.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that the benchmark has measured. Immutable.
 *
 * @param origin the last run's command, day and machine
 * @param samples the figures, in the order in which tables show them
 * @param targets what is to be reached, and what was
 * @param plots the plots, in the order in which they are shown
 * @param kept where the results of those scenarios come from that the last run has not measured
 */
public record Report(
        Origin origin, List<Sample> samples, List<Target> targets, List<PlotData> plots, Map<String, Origin> kept) {
    public Report {
        samples = List.copyOf(samples);
        targets = List.copyOf(targets);
        plots = List.copyOf(plots);
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }

    /** Of one run. */
    public Report(
            String command,
            Map<String, String> machine,
            String date,
            List<Sample> samples,
            List<Target> targets,
            List<PlotData> plots) {
        this(new Origin(command, date, machine), samples, targets, plots, Map.of());
    }

    /** The scenarios of which there are results, in their order. */
    public Set<String> scenarios() {
        Set<String> scenarios = new LinkedHashSet<>();
        Stream.of(samples, targets, plots).forEach(results -> results.forEach(one -> scenarios.add(one.scenario())));
        return scenarios;
    }

    /**
     * This report, and all of an older one's results of scenarios that are not in this one. They keep their
     * {@link Origin}, so that nobody takes them for results of this day, and the scenarios their order, so that the
     * document changes only where there is something new.
     */
    public Report merged(Report older) {
        List<String> order = new ArrayList<>(older.scenarios());
        Set<String> mine = scenarios();
        if (mine.containsAll(order)) {
            return this;
        }
        Map<String, Origin> origins = new LinkedHashMap<>(kept);
        for (String scenario : order) {
            if (!mine.contains(scenario)) {
                origins.put(scenario, older.kept.getOrDefault(scenario, older.origin));
            }
        }
        mine.stream().filter(scenario -> !order.contains(scenario)).forEach(order::add);
        return new Report(
                origin,
                merged(samples, older.samples, mine, order),
                merged(targets, older.targets, mine, order),
                merged(plots, older.plots, mine, order),
                origins);
    }

    private static <R extends Result> List<R> merged(
            List<R> newer, List<R> older, Set<String> replaced, List<String> order) {
        return Stream.concat(newer.stream(), older.stream().filter(result -> !replaced.contains(result.scenario())))
                .sorted(Comparator.comparingInt(result -> order.indexOf(result.scenario())))
                .toList();
    }
}
