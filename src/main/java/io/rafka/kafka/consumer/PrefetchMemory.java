package io.rafka.kafka.consumer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The memory of the records that all consumers have fetched ahead and not handed out. At the bound, consumers that have
 * some fetch no more, and those that have none go on, so that no client waits for another. Any thread.
 */
final class PrefetchMemory {
    private final AtomicLong used = new AtomicLong();
    private final LongSupplier limit;

    /** @param limit in bytes; asked each time */
    PrefetchMemory(LongSupplier limit) {
        this.limit = limit;
    }

    /** Counts more, or less. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    boolean isFull() {
        return used.get() >= limit.getAsLong();
    }

    /** In bytes. */
    long limit() {
        return limit.getAsLong();
    }

    /** How many bytes there are. */
    long used() {
        return used.get();
    }
}
