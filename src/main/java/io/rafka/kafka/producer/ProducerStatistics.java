package io.rafka.kafka.producer;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** What all producers have done since the start or the last reset. Any thread. */
public final class ProducerStatistics {
    private static final int MOST_KINDS = 1_000;

    private final LongAdder accepted = new LongAdder();
    private final DeliveryTimes delivered = new DeliveryTimes();
    private final LongAdder failed = new LongAdder();
    private final ConcurrentMap<DeliveryFailure, LongAdder> failures = new ConcurrentHashMap<>();

    void countAccepted() {
        accepted.increment();
    }

    /** @param nanos since the record came */
    void countDelivered(long nanos) {
        delivered.count(nanos);
    }

    void countFailed(DeliveryFailure failure) {
        failed.increment();
        // A reason may have numbers in it, so there is no end of kinds.
        boolean counted = failures.size() < MOST_KINDS || failures.containsKey(failure);
        failures.computeIfAbsent(counted ? failure : DeliveryFailure.OTHER, kind -> new LongAdder())
                .increment();
    }

    /** Records answered {@code :1}. */
    public long accepted() {
        return accepted.sum();
    }

    /** Records that Kafka has acknowledged. */
    public long delivered() {
        return delivered.count();
    }

    /** How long they took. */
    public DeliveryTimes deliveryTimes() {
        return delivered;
    }

    /** Records that were accepted and finally not delivered. */
    public long failed() {
        return failed.sum();
    }

    /** The same by topic and reason, in the order of these. */
    public Map<DeliveryFailure, Long> failures() {
        Map<DeliveryFailure, Long> counts =
                new TreeMap<>(Comparator.comparing(DeliveryFailure::topic).thenComparing(DeliveryFailure::reason));
        failures.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }

    /** Sets all to 0. */
    public void reset() {
        accepted.reset();
        delivered.reset();
        failed.reset();
        failures.clear();
    }
}
