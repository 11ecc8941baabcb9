package io.rafka.command.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * How often each command was called and how long it took.
 *
 * <p>Threading: any thread. Each counts in an array of its own, so that event loops do not contend for a counter with
 * every command; who reads adds them up.
 */
public final class CommandStatistics {
    /** Times are counted in buckets: the n-th has those up to 2 to the power of n microseconds. */
    private static final int BUCKETS = 36;

    private static final int NANOS = BUCKETS;
    private static final int FAILED = BUCKETS + 1;
    private static final int REJECTED = BUCKETS + 2;
    private static final int WIDTH = BUCKETS + 3;
    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);

    private final int commands;
    private final List<Counters> all = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Counters> mine = ThreadLocal.withInitial(this::newCounters);

    /** Of each command its {@link #WIDTH} figures, then the calls of all. Written by one thread, read by all. */
    private static final class Counters {
        private volatile long[] values;

        Counters(long[] values) {
            this.values = values;
        }

        void add(int index, long amount) {
            long[] current = values;
            COUNTS.setOpaque(current, index, (long) COUNTS.getOpaque(current, index) + amount);
        }
    }

    /**
     * What is known about one command.
     *
     * @param calls that were executed
     * @param nanos that they took together
     * @param rejected refused before they were executed
     * @param failed executed, and answered with an error
     * @param buckets how many of them took up to 2 to the power of the index microseconds, and more than the one before
     */
    public record Figures(long calls, long nanos, long rejected, long failed, List<Long> buckets) {
        /** What they took together, in microseconds. */
        public long micros() {
            return TimeUnit.NANOSECONDS.toMicros(nanos);
        }
    }

    /** @param commands how many there are; they are numbered from 0 */
    public CommandStatistics(int commands) {
        this.commands = commands;
    }

    private Counters newCounters() {
        Counters counters = new Counters(new long[commands * WIDTH + 1]);
        all.add(counters);
        return counters;
    }

    void executed(int number, long nanos, boolean failed) {
        Counters counters = mine.get();
        int base = number * WIDTH;
        counters.add(base + bucket(nanos), 1);
        counters.add(base + NANOS, nanos);
        counters.add(commands * WIDTH, 1);
        if (failed) {
            counters.add(base + FAILED, 1);
        }
    }

    void rejected(int number) {
        mine.get().add(number * WIDTH + REJECTED, 1);
    }

    private static int bucket(long nanos) {
        long micros = Math.max(0, nanos - 1) / 1_000;
        return Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros));
    }

    /** The figures of one command since the start or the last reset. */
    public Figures of(int number) {
        long[] sums = new long[WIDTH];
        for (Counters counters : all) {
            long[] values = counters.values;
            for (int i = 0; i < WIDTH; i++) {
                sums[i] += (long) COUNTS.getOpaque(values, number * WIDTH + i);
            }
        }
        List<Long> buckets = Arrays.stream(sums, 0, BUCKETS).boxed().toList();
        return new Figures(Arrays.stream(sums, 0, BUCKETS).sum(), sums[NANOS], sums[REJECTED], sums[FAILED], buckets);
    }

    /** How many of all commands took up to 2 to the power of the index microseconds, and more than the one before. */
    public List<Long> buckets() {
        long[] sums = new long[BUCKETS];
        for (Counters counters : all) {
            long[] values = counters.values;
            for (int number = 0; number < commands; number++) {
                for (int i = 0; i < BUCKETS; i++) {
                    sums[i] += (long) COUNTS.getOpaque(values, number * WIDTH + i);
                }
            }
        }
        return Arrays.stream(sums).boxed().toList();
    }

    /** How many commands were executed. */
    public long calls() {
        long calls = 0;
        for (Counters counters : all) {
            calls += (long) COUNTS.getOpaque(counters.values, commands * WIDTH);
        }
        return calls;
    }

    /** Sets all to 0. What is counted at this moment may be lost. */
    public void reset() {
        all.forEach(counters -> counters.values = new long[commands * WIDTH + 1]);
    }
}
