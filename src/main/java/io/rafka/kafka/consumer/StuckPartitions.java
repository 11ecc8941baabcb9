package io.rafka.kafka.consumer;

import io.rafka.kafka.KafkaErrors;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions in which a consumer has nowhere to go on, with {@code auto.offset.reset=error}: the group has no offset,
 * or one that is out of range. Kafka's consumer would say so at each poll and never come to the others; so they are set
 * aside, told again and again, and go on when the group has a good offset.
 *
 * <p>One thread, the member's.
 */
final class StuckPartitions {
    private static final Logger LOGGER = LoggerFactory.getLogger(StuckPartitions.class);
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final Duration LOOKUP = Duration.ofSeconds(1);

    private final KafkaConsumer<ByteBuffer, ByteBuffer> kafka;
    private final Assignment assignment;
    /** Each with its reason, as clients are told. */
    private final Map<TopicPartition, String> stuck = new HashMap<>();

    private final Set<TopicPartition> withoutOffset = new HashSet<>();
    private long nextTry;

    StuckPartitions(KafkaConsumer<ByteBuffer, ByteBuffer> kafka, Assignment assignment) {
        this.kafka = kafka;
        this.assignment = assignment;
    }

    /** Sets aside what a poll has complained about; false if the complaint is another. */
    boolean take(KafkaException complaint) {
        if (complaint instanceof NoOffsetForPartitionException none) {
            Set<TopicPartition> held = held(none.partitions());
            // With a position it is asked for no more; it is never fetched from there.
            held.forEach(partition -> kafka.seek(partition, 0));
            withoutOffset.addAll(held);
            setAside(held, complaint);
            return true;
        }
        if (complaint instanceof OffsetOutOfRangeException outOfRange) {
            setAside(held(outOfRange.offsetOutOfRangePartitions().keySet()), complaint);
            return true;
        }
        return false;
    }

    private Set<TopicPartition> held(Collection<TopicPartition> partitions) {
        Set<TopicPartition> held = new HashSet<>(partitions);
        held.retainAll(kafka.assignment());
        return held;
    }

    private void setAside(Set<TopicPartition> partitions, KafkaException complaint) {
        kafka.pause(partitions);
        String reason = KafkaErrors.text(complaint);
        partitions.forEach(partition -> stuck.put(partition, reason));
        nextTry = System.nanoTime() + INTERVAL;
        assignment.fail(new Fetched.PollFailure(reason));
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return stuck.isEmpty();
    }

    /** Has the others fetched from, or none while the client has enough before it. */
    void pauseOrResume() {
        if (assignment.mustPause()) {
            kafka.pause(kafka.assignment());
        } else if (!kafka.paused().isEmpty()) {
            Set<TopicPartition> others = new HashSet<>(kafka.paused());
            others.removeAll(stuck.keySet());
            kafka.resume(others);
        }
    }

    /** They are this member's no more, or anew. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(stuck::remove);
        withoutOffset.removeAll(partitions);
    }

    /** Lets them go on if they can, or says again why not. To be called now and then. */
    void tryIfTime() {
        if (stuck.isEmpty() || System.nanoTime() - nextTry < 0) {
            return;
        }
        nextTry = System.nanoTime() + INTERVAL;
        Set<TopicPartition> freed = new HashSet<>(stuck.keySet());
        freed.removeAll(withoutOffset);
        freed.addAll(seekCommitted());
        stuck.values().stream().distinct().forEach(reason -> assignment.fail(new Fetched.PollFailure(reason)));
        if (!freed.isEmpty()) {
            // One whose offset is still out of range comes back here with the next poll.
            release(freed);
        }
    }

    /** They have a good position now, as far as one can tell. */
    void release(Set<TopicPartition> partitions) {
        forget(partitions);
        kafka.resume(partitions);
    }

    private Set<TopicPartition> seekCommitted() {
        if (withoutOffset.isEmpty()) {
            return Set.of();
        }
        Set<TopicPartition> found = new HashSet<>();
        try {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> one :
                    kafka.committed(withoutOffset, LOOKUP).entrySet()) {
                OffsetAndMetadata committed = one.getValue();
                if (committed != null) {
                    kafka.seek(one.getKey(), committed.offset());
                    found.add(one.getKey());
                }
            }
        } catch (KafkaException e) {
            LOGGER.debug("offsets cannot be looked up partitions={}", withoutOffset, e);
        }
        return found;
    }
}
