package io.rafka.kafka.consumer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a member holds: its partitions, how far it is in each, and the records fetched ahead.
 *
 * <p>Shared between the connection's event loop, which takes and acknowledges, and the member's {@link PollLoop}, which
 * fills, revokes and commits. One lock, held for a few operations on maps at most and never over a call to Kafka, so
 * that the event loop does not wait. Because taking a record and revoking its partition exclude each other, no record
 * leaves after its partition was given up.
 */
final class Assignment {
    private static final int MOST_FAILURES = 1_000;

    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
    private final ReadyRecords records;
    private final GroupCounts counts;
    private final Deque<Fetched> failures = new ArrayDeque<>();
    private boolean ended;
    private @Nullable Runnable waiter;
    /** When the client was last answered, in nanoseconds; meaningless while it waits. */
    private long answeredAt = System.nanoTime();

    /** It was answered with a record since {@link #answeredAt}: a clock for each record would be too dear. */
    private boolean asked;

    private boolean clientWaits;
    /** It has been told which partitions it has, even if there are none. */
    private boolean joined;

    /**
     * Nothing is held yet.
     *
     * @param prefetch how much this member may hold ready
     * @param memory how much all members may
     * @param counts of the group
     */
    Assignment(Prefetch prefetch, PrefetchMemory memory, GroupCounts counts) {
        records = new ReadyRecords(prefetch, memory);
        this.counts = counts;
    }

    /** What the group's members have done. Any thread, without the lock. */
    GroupCounts counts() {
        return counts;
    }

    /** The member has lost its place in the group. One that leaves has none any more. */
    synchronized void kickedOut(KickedOut reason) {
        if (!ended) {
            counts.count(reason);
        }
    }

    /**
     * The next failure or record, or null. Then the waiter is called once, from any thread, when there may be one.
     *
     * @param waiter null not to wait
     */
    synchronized @Nullable Fetched next(@Nullable Runnable waiter) {
        this.waiter = null;
        clientWaits = false;
        answeredAt = System.nanoTime();
        Fetched failure = failures.poll();
        if (failure != null || ended) {
            return failure;
        }
        Fetched.Message ready = message();
        if (ready == null) {
            this.waiter = waiter;
            clientWaits = waiter != null;
        }
        return ready;
    }

    /** The next record, if one was fetched ahead and there is no failure to tell before; changes nothing otherwise. */
    synchronized Fetched.@Nullable Message ready() {
        return failures.isEmpty() && !ended ? message() : null;
    }

    private Fetched.@Nullable Message message() {
        ConsumerRecord<ByteBuffer, ByteBuffer> taken = records.poll();
        if (taken == null) {
            return null;
        }
        asked = true;
        return new Fetched.Message(taken.topic(), taken.partition(), taken.offset(), taken.value());
    }

    /** True once when fetching was paused and there is room again: the poll loop is to be woken. */
    synchronized boolean requestsResume() {
        return records.requestsResume();
    }

    /** Decides anew whether fetching is to pause; the poll loop asks before each poll. */
    synchronized boolean mustPause() {
        return records.mustPause();
    }

    /** How many records are held ready for the client. */
    synchronized int readyCount() {
        return records.count();
    }

    /** The client has been answered that there is nothing. */
    synchronized void stopWaiting() {
        waiter = null;
        clientWaits = false;
        answeredAt = System.nanoTime();
    }

    /**
     * Ends if the client has been away for longer than this, in nanoseconds; whether it does so now. To be asked again
     * and again: what the client was given in between counts from then on.
     */
    synchronized boolean endIfAway(long longest) {
        if (asked) {
            asked = false;
            answeredAt = System.nanoTime();
        }
        if (ended || clientWaits || System.nanoTime() - answeredAt <= longest) {
            return false;
        }
        kickedOut(KickedOut.AWAY);
        ended = true;
        records.clear();
        return true;
    }

    /** Nothing is handed out or acknowledged any more; who waits is called. */
    void end() {
        Runnable callback;
        synchronized (this) {
            ended = true;
            records.clear();
            notifyAll();
            callback = waiter;
            waiter = null;
        }
        if (callback != null) {
            callback.run();
        }
    }

    /** Waits for the end, for at most this many milliseconds. */
    synchronized void awaitEnd(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = deadline - System.nanoTime(); !ended && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Takes all of them, or none if one is for a partition that is not held, or of a log that is no more. */
    synchronized boolean acknowledge(List<Acknowledgement> acknowledgements) {
        for (Acknowledgement acknowledgement : acknowledgements) {
            PartitionProgress progress = partitions.get(partition(acknowledgement));
            if (ended || progress == null || !progress.mayAcknowledge(acknowledgement.offset())) {
                return false;
            }
        }
        for (Acknowledgement acknowledgement : acknowledgements) {
            PartitionProgress progress = partitions.get(partition(acknowledgement));
            if (progress != null) {
                progress.acknowledge(acknowledgement.offset());
            }
        }
        return true;
    }

    /** Adds what a poll has brought, and calls who waits. */
    void add(ConsumerRecords<ByteBuffer, ByteBuffer> polled) {
        synchronized (this) {
            for (TopicPartition partition : polled.partitions()) {
                PartitionProgress progress = partitions.get(partition);
                if (!ended && progress != null && progress.isHeld()) {
                    add(partition, progress, polled.records(partition));
                }
            }
        }
        callWaiter();
    }

    private void add(
            TopicPartition partition, PartitionProgress progress, List<ConsumerRecord<ByteBuffer, ByteBuffer>> polled) {
        int begin = 0;
        for (int i = 0; i < polled.size(); i++) {
            if (progress.fetched(polled.get(i).offset())) {
                records.removeOf(Set.of(partition));
                begin = i;
            }
        }
        if (begin < polled.size()) {
            records.add(partition, progress, begin == 0 ? polled : polled.subList(begin, polled.size()));
        }
    }

    /** Adds something to tell, once, and calls who waits. */
    void fail(Fetched failure) {
        synchronized (this) {
            // The same failure may repeat for hours while nobody asks.
            if (!failures.contains(failure)) {
                if (failures.size() == MOST_FAILURES) {
                    failures.poll();
                }
                failures.add(failure);
            }
        }
        callWaiter();
    }

    private void callWaiter() {
        Runnable callback = null;
        synchronized (this) {
            if (!records.isEmpty() || !failures.isEmpty()) {
                callback = waiter;
                waiter = null;
            }
        }
        if (callback != null) {
            callback.run();
        }
    }

    /** Ends a rebalance with these partitions added to those still held. */
    synchronized void assigned(Collection<TopicPartition> assigned) {
        joined = true;
        counts.countRebalance();
        for (TopicPartition partition : assigned) {
            partitions
                    .computeIfAbsent(partition, same -> new PartitionProgress(counts.topic(same.topic())))
                    .assigned();
        }
        // Others may now do anything with the rest; a topic may even be deleted, and another get its name.
        partitions.values().removeIf(progress -> !progress.isHeld());
    }

    /** Gives partitions up: their records are forgotten, and nothing is acknowledged for them any more. */
    synchronized void revoked(Collection<TopicPartition> revoked) {
        records.removeOf(Set.copyOf(revoked));
        for (TopicPartition partition : revoked) {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null) {
                progress.revoked();
            }
        }
    }

    /** Those of the partitions of which the group may have the position of an old log. */
    synchronized Set<TopicPartition> unsettled(Collection<TopicPartition> among) {
        Set<TopicPartition> unsettled = new HashSet<>(among);
        unsettled.removeIf(partition -> {
            PartitionProgress progress = partitions.get(partition);
            return progress == null || !progress.isUnsettled();
        });
        return unsettled;
    }

    /**
     * Partitions are the logs of other topics now, and fetched from their beginnings: the records of the old ones are
     * forgotten, and what was handed out of them cannot be acknowledged.
     */
    synchronized void beganAnew(Set<TopicPartition> others) {
        records.removeOf(others);
        for (TopicPartition partition : others) {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null) {
                progress.beganAnew();
            }
        }
    }

    /** The partitions held now. */
    synchronized Set<TopicPartition> held() {
        Set<TopicPartition> held = new HashSet<>();
        partitions.forEach((partition, progress) -> {
            if (progress.isHeld()) {
                held.add(partition);
            }
        });
        return held;
    }

    /** Those of the partitions whose starting position must be known before a commit. */
    synchronized Set<TopicPartition> withoutPosition(Collection<TopicPartition> among) {
        Set<TopicPartition> without = new HashSet<>();
        for (TopicPartition partition : among) {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null && progress.needsPosition()) {
                without.add(partition);
            }
        }
        return without;
    }

    synchronized void position(TopicPartition partition, long offset) {
        PartitionProgress progress = partitions.get(partition);
        if (progress != null) {
            progress.position(offset);
        }
    }

    /** Whether something is to be committed, or to be looked up before that. */
    synchronized boolean isDue() {
        return partitions.values().stream().anyMatch(progress -> progress.isDue() || progress.needsPosition());
    }

    /** What is acknowledged and not committed, of these partitions. */
    synchronized Map<TopicPartition, OffsetAndMetadata> due(Collection<TopicPartition> among) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        for (TopicPartition partition : among) {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null && progress.isDue()) {
                due.put(partition, new OffsetAndMetadata(progress.toCommit()));
            }
        }
        return due;
    }

    synchronized void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null) {
                progress.committed(offset.offset());
            }
        });
    }

    /** How many records of the partitions that are held the client has been given and has not acknowledged. */
    synchronized long unacknowledged() {
        long sum = 0;
        for (PartitionProgress progress : partitions.values()) {
            sum += progress.isHeld() ? progress.unacknowledged() : 0;
        }
        return sum;
    }

    /** What the member is up to: a copy, with the partitions in their order. */
    synchronized MemberFigures figures(String consumer, String group) {
        MemberFigures.State state =
                ended ? MemberFigures.State.LEAVING : joined ? MemberFigures.State.JOINED : MemberFigures.State.JOINING;
        List<PartitionFigures> held = new ArrayList<>();
        partitions.forEach((partition, progress) -> {
            if (progress.isHeld()) {
                held.add(progress.figures(partition));
            }
        });
        held.sort(Comparator.comparing(PartitionFigures::topic).thenComparing(PartitionFigures::partition));
        return new MemberFigures(consumer, group, state, records.count(), held);
    }

    private static TopicPartition partition(Acknowledgement acknowledgement) {
        return new TopicPartition(acknowledgement.topic(), acknowledgement.partition());
    }
}
