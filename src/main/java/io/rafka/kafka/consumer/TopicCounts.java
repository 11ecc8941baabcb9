package io.rafka.kafka.consumer;

import java.util.concurrent.atomic.LongAdder;

/** What the members of one group have done with one topic since the start or the last reset. Any thread. */
public final class TopicCounts {
    private final LongAdder handedOut = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder committed = new LongAdder();

    TopicCounts() {}

    void countHandedOut() {
        handedOut.increment();
    }

    void countAcknowledged() {
        acknowledged.increment();
    }

    void countCommitted(long records) {
        committed.add(records);
    }

    /** Records given to clients. */
    public long handedOut() {
        return handedOut.sum();
    }

    /** Acknowledgements taken from clients. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** By how many offsets the group's position has been moved; that is how many records, unless the log has gaps. */
    public long committed() {
        return committed.sum();
    }

    void reset() {
        handedOut.reset();
        acknowledged.reset();
        committed.reset();
    }
}
