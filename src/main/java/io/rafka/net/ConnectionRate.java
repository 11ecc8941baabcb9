package io.rafka.net;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How many connections are let in each second. As many as that may come at once, after a second in which none came: so
 * that clients which all reconnect at the same moment are let in one second after the other. Any thread; the lock is
 * held for moments.
 */
final class ConnectionRate {
    private final IntSupplier perSecond;
    private final LongSupplier clock;
    /** How many may enter now, in connections. */
    private double room;

    private long lookedAt;
    private int before;

    /**
     * All of a second's may enter.
     *
     * @param perSecond 0 for any number; asked each time
     * @param clock in nanoseconds
     */
    ConnectionRate(IntSupplier perSecond, LongSupplier clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        lookedAt = clock.getAsLong();
    }

    /** Whether another may enter now. */
    boolean admits() {
        int most = perSecond.getAsInt();
        return most == 0 || take(most);
    }

    private synchronized boolean take(int most) {
        long now = clock.getAsLong();
        if (most != before) {
            before = most;
            room = most;
        }
        room = Math.min(most, room + (double) (now - lookedAt) * most / TimeUnit.SECONDS.toNanos(1));
        lookedAt = now;
        if (room < 1) {
            return false;
        }
        room--;
        return true;
    }
}
