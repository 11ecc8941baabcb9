package io.rafka.kafka.producer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection's records that Kafka has neither acknowledged nor finally refused. Outlives the connection: what it
 * produced is delivered after it has closed.
 *
 * <p>Threading: {@link #accepted} and the waiting on the connection's event loop, {@link #settled} on the producer's
 * thread.
 */
public final class Outstanding {
    private final String connection;
    private final AtomicLong records = new AtomicLong();
    private final AtomicReference<@Nullable Runnable> waiter = new AtomicReference<>();

    /** @param connection names the connection in the log */
    public Outstanding(String connection) {
        this.connection = connection;
    }

    /** How many there are. */
    public long records() {
        return records.get();
    }

    /**
     * Calls once, from any thread, when there are none; replaces an earlier wait. It may come at a moment when there
     * are some again: ask.
     */
    public void whenNone(Runnable callback) {
        waiter.set(callback);
        if (records.get() == 0) {
            callWaiter();
        }
    }

    /** Takes the wait back. */
    public void stopWaiting() {
        waiter.set(null);
    }

    String connection() {
        return connection;
    }

    void accepted() {
        records.incrementAndGet();
    }

    void settled() {
        if (records.decrementAndGet() == 0) {
            callWaiter();
        }
    }

    private void callWaiter() {
        Runnable callback = waiter.getAndSet(null);
        if (callback != null) {
            callback.run();
        }
    }
}
