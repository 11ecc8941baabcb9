package io.rafka.kafka.producer;

import java.util.concurrent.atomic.LongAdder;

/** What the shared producer has done since the start or the last reset. Any thread. */
public final class ProducerStatistics {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();

    void countAccepted() {
        accepted.increment();
    }

    void countDelivered() {
        delivered.increment();
    }

    void countFailed() {
        failed.increment();
    }

    /** Records answered {@code :1}. */
    public long accepted() {
        return accepted.sum();
    }

    /** Records that Kafka has acknowledged. */
    public long delivered() {
        return delivered.sum();
    }

    /** Records that were accepted and finally not delivered. */
    public long failed() {
        return failed.sum();
    }

    /** Sets all to 0. */
    public void reset() {
        accepted.reset();
        delivered.reset();
        failed.reset();
    }
}
