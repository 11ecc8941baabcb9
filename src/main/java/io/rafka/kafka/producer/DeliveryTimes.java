package io.rafka.kafka.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long records took from the command that brought them to Kafka's acknowledgement. Any thread; Kafka's producer has
 * one that tells.
 */
public final class DeliveryTimes {
    /** Times are counted in buckets: the n-th has those up to 2 to the power of n microseconds. The last: 19 hours. */
    private static final int BUCKETS = 36;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS + 1);

    DeliveryTimes() {}

    /** @param nanos by {@link System#nanoTime} */
    void count(long nanos) {
        long micros = Math.max(0, nanos - 1) / 1_000;
        counts.incrementAndGet(Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros)));
        counts.addAndGet(BUCKETS, nanos);
    }

    /** How many records took up to 2 to the power of the index microseconds, and more than the one before. */
    public List<Long> buckets() {
        List<Long> buckets = new ArrayList<>(BUCKETS);
        for (int i = 0; i < BUCKETS; i++) {
            buckets.add(counts.get(i));
        }
        return buckets;
    }

    /** How many records were told of. */
    long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += counts.get(i);
        }
        return count;
    }

    /** What all records took together, in nanoseconds. */
    public long nanos() {
        return counts.get(BUCKETS);
    }

    /**
     * So many microseconds at most, to a power of two, took this part of the records.
     *
     * @param part between 0 and 1
     * @return 0 if there were none
     */
    public long micros(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * count()));
        long counted = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counted += counts.get(i);
            if (counted >= wanted) {
                return 1L << i;
            }
        }
        return 0;
    }

    void reset() {
        for (int i = 0; i <= BUCKETS; i++) {
            counts.set(i, 0);
        }
    }
}
