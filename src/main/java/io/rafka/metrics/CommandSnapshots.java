package io.rafka.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rafka.command.statistics.CommandLog;
import io.rafka.command.statistics.CommandStatistics.Figures;
import io.rafka.command.table.CommandRow;
import java.util.List;

/**
 * Calls, times and errors of each command that clients have used. Micrometer has histograms that it counts itself only,
 * and these are counted already.
 */
final class CommandSnapshots implements MultiCollector {
    private final CommandLog log;
    private final List<CommandRow> rows;

    CommandSnapshots(CommandLog log, List<CommandRow> rows) {
        this.log = log;
        this.rows = rows;
    }

    @Override
    public MetricSnapshots collect() {
        HistogramSnapshot.Builder times = HistogramSnapshot.builder()
                .name("rafka_command_duration_seconds")
                .help("Times of commands, without what they wait because they are meant to");
        CounterSnapshot.Builder failed =
                CounterSnapshot.builder().name("rafka_commands_failed").help("Commands executed and answered an error");
        CounterSnapshot.Builder rejected = CounterSnapshot.builder()
                .name("rafka_commands_rejected")
                .help("Commands answered an error before they were executed");
        for (int number = 0; number < rows.size(); number++) {
            Figures figures = log.commands().of(number);
            if (figures.calls() + figures.rejected() > 0) {
                Labels labels = Labels.of("command", rows.get(number).name());
                times.dataPoint(TimeBuckets.dataPoint(figures.buckets(), figures.nanos(), labels));
                failed.dataPoint(count(figures.failed(), labels));
                rejected.dataPoint(count(figures.rejected(), labels));
            }
        }
        CounterSnapshot.Builder errors =
                CounterSnapshot.builder().name("rafka_errors").help("Error replies, by their first word");
        log.errors().byCode().forEach((code, count) -> errors.dataPoint(count(count, Labels.of("code", code))));
        return MetricSnapshots.of(times.build(), failed.build(), rejected.build(), errors.build());
    }

    private static CounterSnapshot.CounterDataPointSnapshot count(long count, Labels labels) {
        return CounterSnapshot.CounterDataPointSnapshot.builder()
                .value((double) count)
                .labels(labels)
                .build();
    }
}
