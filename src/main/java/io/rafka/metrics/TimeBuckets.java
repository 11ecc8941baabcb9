package io.rafka.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Times that are counted in buckets, each up to twice the time of the one before, as a histogram. */
final class TimeBuckets {
    /** From 1 us to 67 s, each four times the one before; what is counted between them goes to the next. */
    private static final int STEP = 2;

    private static final int LAST = 26;

    private TimeBuckets() {}

    /**
     * One series.
     *
     * @param buckets how many took up to 2 to the power of the index microseconds, and more than the one before
     * @param nanos that all took together
     */
    static HistogramDataPointSnapshot dataPoint(List<Long> buckets, long nanos, Labels labels) {
        List<Double> bounds = new ArrayList<>();
        List<Number> counts = new ArrayList<>();
        long between = 0;
        for (int i = 0; i < buckets.size(); i++) {
            between += buckets.get(i);
            if (i <= LAST && i % STEP == 0) {
                bounds.add((1L << i) / 1e6);
                counts.add(between);
                between = 0;
            }
        }
        bounds.add(Double.POSITIVE_INFINITY);
        counts.add(between);
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum((double) nanos / TimeUnit.SECONDS.toNanos(1))
                .labels(labels)
                .build();
    }
}
