package io.rafka.kafka.consumer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records that a member has fetched ahead and its client has not been given, and whether fetching is to pause for
 * them. They stay in the lists in which Kafka's consumer brings them, one a partition and poll, so that a record costs
 * no more than a step in a list. A list keeps all its records in memory until the last is taken, and counts as much
 * there; what a broker sent at once is one buffer, which the records of several lists may be parts of. Guarded by the
 * {@link Assignment}'s lock.
 */
final class ReadyRecords {
    /** What a record takes beside its key and value: Kafka's objects, and Java's for the two parts of a buffer. */
    private static final int RECORD_OVERHEAD = 200;

    private final Deque<Fetch> fetches = new ArrayDeque<>();
    private final Prefetch prefetch;
    private final PrefetchMemory memory;
    /** Of the records that are left. */
    private int count;

    private long bytes;

    private boolean full;
    private boolean resumeRequested;

    /** What a poll has brought of one partition, as far as it has not been handed out. */
    private static final class Fetch {
        private final TopicPartition partition;
        private final PartitionProgress progress;
        private final List<ConsumerRecord<ByteBuffer, ByteBuffer>> records;
        /** A record counts as much as the others of its fetch: to look at each once more would cost time. */
        private final long average;
        /** Of all of them, and of those left. */
        private final long whole;

        private long bytes;
        private int next;

        Fetch(
                TopicPartition partition,
                PartitionProgress progress,
                List<ConsumerRecord<ByteBuffer, ByteBuffer>> records) {
            this.partition = partition;
            this.progress = progress;
            this.records = records;
            for (ConsumerRecord<ByteBuffer, ByteBuffer> added : records) {
                bytes += size(added);
            }
            whole = bytes;
            average = whole / records.size();
        }

        int left() {
            return records.size() - next;
        }
    }

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

    /** Takes over a list of at least one record. */
    void add(
            TopicPartition partition,
            PartitionProgress progress,
            List<ConsumerRecord<ByteBuffer, ByteBuffer>> records) {
        Fetch added = new Fetch(partition, progress, records);
        fetches.add(added);
        count += added.left();
        bytes += added.bytes;
        memory.add(added.whole);
    }

    /** Takes the first that its client has not been given yet; null if there is none. */
    @Nullable ConsumerRecord<ByteBuffer, ByteBuffer> poll() {
        for (Fetch first = fetches.peek(); first != null; first = fetches.peek()) {
            ConsumerRecord<ByteBuffer, ByteBuffer> taken = first.records.get(first.next++);
            count--;
            first.bytes -= first.average;
            bytes -= first.average;
            if (first.left() == 0) {
                fetches.remove();
                forget(first);
            }
            if (first.progress.isNew(taken.offset())) {
                first.progress.handedOut(taken.offset());
                return taken;
            }
        }
        return null;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Forgets those of these partitions. */
    void removeOf(Set<TopicPartition> partitions) {
        for (Iterator<Fetch> each = fetches.iterator(); each.hasNext(); ) {
            Fetch fetch = each.next();
            if (partitions.contains(fetch.partition)) {
                each.remove();
                forget(fetch);
            }
        }
    }

    void clear() {
        fetches.forEach(this::forget);
        fetches.clear();
    }

    /** All members share that counter: it is told of lists, not of records. */
    private void forget(Fetch fetch) {
        count -= fetch.left();
        bytes -= fetch.bytes;
        memory.add(-fetch.whole);
    }

    /** True once when fetching was paused and there is room again. */
    boolean requestsResume() {
        boolean request = full && !resumeRequested && hasRoom();
        resumeRequested |= request;
        return request;
    }

    /** Decides anew whether fetching is to pause. */
    boolean mustPause() {
        resumeRequested = false;
        full = (full && !hasRoom()) || prefetch.isFull(count, bytes) || (count > 0 && memory.isFull());
        return full;
    }

    private boolean hasRoom() {
        // One that has nothing goes on, however much the others hold.
        return count == 0 || (prefetch.hasRoom(count, bytes) && !memory.isFull());
    }

    private static long size(ConsumerRecord<ByteBuffer, ByteBuffer> sized) {
        ByteBuffer key = sized.key();
        ByteBuffer value = sized.value();
        return RECORD_OVERHEAD + (key == null ? 0L : key.remaining()) + (value == null ? 0L : value.remaining());
    }
}
