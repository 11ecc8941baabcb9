package io.rafka.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a run of the generator has seen.
 *
 * @param replies that came, all of them without an error
 * @param seconds from the first command to the last reply
 * @param steadyReplies those that came before the first connection had all of its own
 * @param steadySeconds until then
 * @param latencies in nanoseconds: closed-loop, of a pipeline's worth of commands, from its write to its last reply;
 *     open-loop, of each command, from the moment at which it was due
 */
public record LoadResult(long replies, double seconds, long steadyReplies, double steadySeconds, Histogram latencies) {
    /** Replies a second, over all. */
    public double perSecond() {
        return replies / seconds;
    }

    /** Replies a second while all connections were busy. */
    public double steadyPerSecond() {
        return steadyReplies / steadySeconds;
    }

    /** A percentile of the latencies, in microseconds. */
    public double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }
}
