package io.rafka.kafka.consumer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records that a member has fetched ahead and its client has not been given, and whether fetching is to pause for
 * them. Guarded by the {@link Assignment}'s lock.
 */
final class ReadyRecords {
    private static final int RECORD_OVERHEAD = 100;

    private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    private final Prefetch prefetch;
    private final PrefetchMemory memory;
    private long bytes;
    private boolean full;
    private boolean resumeRequested;

    /**
     * None.
     *
     * @param prefetch how much this member may hold ready
     * @param memory how much all members may
     */
    ReadyRecords(Prefetch prefetch, PrefetchMemory memory) {
        this.prefetch = prefetch;
        this.memory = memory;
    }

    void add(ConsumerRecord<byte[], byte[]> added) {
        records.add(added);
        account(size(added));
    }

    /** Takes the first; null if there is none. */
    @Nullable ConsumerRecord<byte[], byte[]> poll() {
        ConsumerRecord<byte[], byte[]> first = records.poll();
        if (first != null) {
            account(-size(first));
        }
        return first;
    }

    int count() {
        return records.size();
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Forgets those of these partitions. */
    void removeOf(Set<TopicPartition> partitions) {
        records.removeIf(old -> {
            boolean remove = partitions.contains(new TopicPartition(old.topic(), old.partition()));
            account(remove ? -size(old) : 0);
            return remove;
        });
    }

    void clear() {
        records.clear();
        account(-bytes);
    }

    /** True once when fetching was paused and there is room again. */
    boolean requestsResume() {
        boolean request = !resumeRequested && full && hasRoom();
        resumeRequested |= request;
        return request;
    }

    /** Decides anew whether fetching is to pause. */
    boolean mustPause() {
        resumeRequested = false;
        full = (full && !hasRoom())
                || prefetch.isFull(records.size(), bytes)
                || (!records.isEmpty() && memory.isFull());
        return full;
    }

    private boolean hasRoom() {
        // One that has nothing goes on, however much the others hold.
        return records.isEmpty() || (prefetch.hasRoom(records.size(), bytes) && !memory.isFull());
    }

    private void account(long change) {
        bytes += change;
        memory.add(change);
    }

    private static long size(ConsumerRecord<byte[], byte[]> sized) {
        ToLongFunction<byte @Nullable []> length = array -> array == null ? 0 : array.length;
        return RECORD_OVERHEAD + length.applyAsLong(sized.key()) + length.applyAsLong(sized.value());
    }
}
