package io.rafka.kafka.producer;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** What all producers have done since the start or the last reset. Any thread. */
public final class ProducerStatistics {
    /** What a record may wait for until it is answered {@code -PROD Local: Queue full}. */
    public static final List<Admission> ROOMS =
            List.of(Admission.NO_ROOM, Admission.CLIENT_RECORDS, Admission.CLIENT_BYTES);

    private static final int MOST_KINDS = 1_000;

    private final LongAdder accepted = new LongAdder();
    private final DeliveryTimes delivered = new DeliveryTimes();
    private final LongAdder failed = new LongAdder();
    private final ConcurrentMap<DeliveryFailure, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<Admission, LongAdder> heldBack = byRoom();
    private final Map<Admission, LongAdder> queueFull = byRoom();

    private static Map<Admission, LongAdder> byRoom() {
        Map<Admission, LongAdder> counts = new EnumMap<>(Admission.class);
        ROOMS.forEach(room -> counts.put(room, new LongAdder()));
        return counts;
    }

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

    /**
     * A record begins to wait.
     *
     * @param lack for what, one of {@link #ROOMS}
     */
    public void countHeldBack(Admission lack) {
        of(heldBack, lack).increment();
    }

    /**
     * A record has waited in vain, and is not accepted.
     *
     * @param lack for what, one of {@link #ROOMS}
     */
    public void countQueueFull(Admission lack) {
        of(queueFull, lack).increment();
    }

    private static LongAdder of(Map<Admission, LongAdder> counts, Admission lack) {
        return Objects.requireNonNull(counts.get(lack), lack.name());
    }

    /**
     * Records that had to wait for this.
     *
     * @param lack one of {@link #ROOMS}
     */
    public long heldBack(Admission lack) {
        return of(heldBack, lack).sum();
    }

    /**
     * Records that were not accepted because of this, after they had waited.
     *
     * @param lack one of {@link #ROOMS}
     */
    public long queueFull(Admission lack) {
        return of(queueFull, lack).sum();
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
        heldBack.values().forEach(LongAdder::reset);
        queueFull.values().forEach(LongAdder::reset);
    }
}
