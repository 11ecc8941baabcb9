package io.rafka.kafka.consumer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** By when a member must have left, once somebody waits for that: none until then. Any thread. */
final class Hurry {
    private volatile @Nullable Long by;

    /** From now on it may take no longer than this. */
    void within(Duration longest) {
        by = System.nanoTime() + longest.toNanos();
    }

    /** The moment of {@link System#nanoTime} that is given, or the one by which all must be over if that is earlier. */
    long orEarlier(long moment) {
        Long hurried = by;
        return hurried == null || hurried - moment > 0 ? moment : hurried;
    }
}
