package io.rafka.kafka.producer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The room for records in the shared producer, and the connections that wait for some.
 *
 * <p>First come, first served: while somebody waits, nobody overtakes, and each record that Kafka acknowledges lets one
 * go on. The queue holds at most one entry a connection. Threading: any thread.
 */
public final class Room {
    private final long capacity;
    private final AtomicLong used = new AtomicLong();
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    /** @param capacity in records; 0 for no limit in records, as memory is the other one */
    Room(long capacity) {
        this.capacity = capacity == 0 ? Long.MAX_VALUE : capacity;
    }

    /** One who waits; to be called once, or cancelled. */
    public final class Waiter {
        private final Runnable callback;

        private Waiter(Runnable callback) {
            this.callback = callback;
        }

        /** Leaves the queue. */
        public void cancel() {
            // If it was not there any more, its turn has come and would be lost with it.
            if (!waiters.remove(this)) {
                callNext();
            }
        }
    }

    /** Takes the place of one record, if there is one and nobody waits for it. */
    boolean enter() {
        return waiters.isEmpty() && take();
    }

    /** Takes the place of one record for somebody whose turn it is. */
    boolean enterInTurn() {
        return take();
    }

    /** A record has left: its place is free for the next. */
    void leave() {
        used.decrementAndGet();
        callNext();
    }

    /** A record was not let in after all. Nothing has become free, so nobody is called. */
    void giveBack() {
        used.decrementAndGet();
    }

    /** How many records are in. */
    long used() {
        return used.get();
    }

    /**
     * Queues up; the callback comes once, from any thread, when it is this one's turn to try. It does not come if the
     * last record left just before: whoever waits has to look now and then.
     */
    public Waiter await(Runnable callback) {
        Waiter waiter = new Waiter(callback);
        waiters.add(waiter);
        return waiter;
    }

    private boolean take() {
        if (used.incrementAndGet() <= capacity) {
            return true;
        }
        used.decrementAndGet();
        return false;
    }

    private void callNext() {
        Waiter next = waiters.poll();
        if (next != null) {
            next.callback.run();
        }
    }
}
