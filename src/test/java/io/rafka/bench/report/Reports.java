package io.rafka.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports as a benchmark would make them. */
final class Reports {
    private Reports() {}

    static Map<String, String> machine(String rafka) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("rafka", rafka);
        machine.put("machine", "2 cores, 24 GB");
        return machine;
    }

    static PlotData plot(String scenario, String file, Series... series) {
        return new PlotData(
                scenario, file, "Latency of " + scenario, "connections", "p99, ms", true, false, List.of(series));
    }

    static Series series(String name, double... coordinates) {
        Point[] points = new Point[coordinates.length / 2];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Point(coordinates[2 * i], coordinates[2 * i + 1]);
        }
        return new Series(name, List.of(points));
    }

    /** Of two scenarios, produce and ping; the latter without a plot. */
    static Report full() {
        return new Report(
                "./rafka-bench",
                machine("1.0 aaaa"),
                "2026-11-20",
                List.of(
                        new Sample(
                                "produce", "rafka", "throughput", "/s", List.of(1_100_000.0, 1_234_321.0, 1_300_000.0)),
                        new Sample("produce", "plain Java producer", "throughput", "/s", List.of(1_469_430.0)),
                        new Sample("produce", "rafka", "CPU", "us", List.of(1.2345, 1.2367)),
                        new Sample("ping", "rafka", "p99", "ms", List.of(0.04321))),
                List.of(
                        new Target(
                                "produce",
                                "throughput against the Java producer",
                                "50 connections",
                                Bound.AT_LEAST,
                                0.8,
                                "x",
                                List.of(0.91, 0.84, 0.72)),
                        new Target("ping", "p99", "", Bound.AT_MOST, 0.04, "ms", List.of(0.04321))),
                List.of(plot("produce", "produce.svg", series("rafka", 1, 0.5, 10, 0.7, 100, 2.25))));
    }
}
