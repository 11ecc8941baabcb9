package io.rafka.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A thing done so many times a second, for a while. */
final class Pace {
    /** What is done. */
    @FunctionalInterface
    interface Step {
        /** The step of this number, from 0 on. */
        void run(int number) throws Exception;
    }

    private Pace() {}

    /** Returns how often it was done; what could not be done in time is not made up for beyond the end. */
    static int keep(int perSecond, Duration time, Step step) throws Exception {
        long begin = System.nanoTime();
        int number = 0;
        for (long now = begin; now - begin < time.toNanos(); now = System.nanoTime()) {
            long due = begin + number * (1_000_000_000L / perSecond);
            if (due > now) {
                TimeUnit.NANOSECONDS.sleep(due - now);
            }
            step.run(number++);
        }
        return number;
    }
}
