package io.rafka.kafka.consumer;

import java.util.concurrent.atomic.LongAdder;

/** What all group members have done since the start or the last reset. Any thread. */
public final class ConsumerStatistics {
    private final LongAdder handedOut = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();

    void countHandedOut() {
        handedOut.increment();
    }

    void countAcknowledged(int count) {
        acknowledged.add(count);
    }

    /** Records given to clients. */
    public long handedOut() {
        return handedOut.sum();
    }

    /** Acknowledgements taken from clients. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Sets all to 0. */
    public void reset() {
        handedOut.reset();
        acknowledged.reset();
    }
}
