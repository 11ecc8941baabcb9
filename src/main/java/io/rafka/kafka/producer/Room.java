package io.rafka.kafka.producer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The room for records in the shared producer, and the connections that wait for some: for the place of a record, or
 * for the memory of a batch, of which each partition that is produced to takes one.
 *
 * <p>First come, first served: while somebody waits, nobody overtakes, and each record that Kafka acknowledges lets one
 * go on, if there is memory. Kafka's producer frees the memory of a batch only after it has told of all its records,
 * and tells nobody, so while somebody waits it is looked for every millisecond. The queue holds at most one entry a
 * connection. Threading: any thread.
 */
public final class Room {
    private final long capacity;
    private final LongSupplier spareBatches;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicLong used = new AtomicLong();
    /** How many have been called and have not tried yet: the room that there is may be theirs. */
    private final AtomicLong called = new AtomicLong();

    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    /**
     * Nothing is in.
     *
     * @param capacity in records; 0 for no limit in records, as memory is the other one
     * @param spareBatches for how many more batches there is memory; asked only while somebody waits
     */
    Room(long capacity, LongSupplier spareBatches) {
        this.capacity = capacity == 0 ? Long.MAX_VALUE : capacity;
        this.spareBatches = spareBatches;
    }

    /** One who waits, is called once, and then tries; or who cancels before that. */
    public final class Waiter {
        private final Runnable callback;
        private final Executor soon;
        private volatile boolean isCalled;

        private Waiter(Runnable callback, Executor soon) {
            this.callback = callback;
            this.soon = soon;
        }

        /** Whether it has been called, and may try now: once. */
        public boolean tries() {
            if (isCalled) {
                isCalled = false;
                called.decrementAndGet();
                return true;
            }
            return false;
        }

        /** Leaves the queue, or lets its turn go. */
        public void cancel() {
            // If it was not there any more, its turn has come and would be lost with it.
            if (!waiters.remove(this)) {
                isCalled = false;
                called.decrementAndGet();
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
        if (!waiters.isEmpty() && spareBatches.getAsLong() > 0) {
            callNext();
        }
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
     * Queues up; the callback comes once, from any thread, when it is this one's turn: to {@link Waiter#tries try}, or
     * to {@link Waiter#cancel}.
     *
     * @param soon runs what it is given, which does not block, a millisecond later
     */
    public Waiter await(Runnable callback, Executor soon) {
        Waiter waiter = new Waiter(callback, soon);
        waiters.add(waiter);
        lookSoon();
        return waiter;
    }

    /** By the means of who waits longest, whom that does not outlive. */
    private void lookSoon() {
        Waiter first = waiters.peek();
        if (first != null && looking.compareAndSet(false, true)) {
            boolean begun = false;
            try {
                first.soon.execute(this::look);
                begun = true;
            } finally {
                if (!begun) {
                    looking.set(false);
                }
            }
        }
    }

    /** As many go on as there is room for, by now. */
    private void look() {
        try {
            long most = Math.min(capacity - used.get(), spareBatches.getAsLong()) - called.get();
            for (long next = 0; next < most && !waiters.isEmpty(); next++) {
                callNext();
            }
        } finally {
            looking.set(false);
        }
        lookSoon();
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
            called.incrementAndGet();
            next.isCalled = true;
            next.callback.run();
        }
    }
}
