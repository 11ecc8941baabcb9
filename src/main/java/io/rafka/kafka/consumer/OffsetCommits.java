package io.rafka.kafka.consumer;

import io.rafka.kafka.KafkaErrors;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what clients have acknowledged: now and then in the background, and for certain before partitions are given
 * up. One thread, the member's.
 */
final class OffsetCommits {
    private static final Logger LOGGER = LoggerFactory.getLogger(OffsetCommits.class);
    /** One attempt; there may be several. Kafka's consumer looks for the coordinator itself meanwhile. */
    private static final long ATTEMPT = TimeUnit.SECONDS.toNanos(5);

    private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(1);

    private final String id;
    private final KafkaConsumer<ByteBuffer, ByteBuffer> kafka;
    private final Assignment assignment;
    private final long interval;
    private long next = System.nanoTime();
    /** The number of the commit that is under way; 0 if none is. */
    private long underWay;

    private long begun;
    private boolean finished;

    /**
     * Nothing is to be committed yet.
     *
     * @param id names the consumer in the log
     * @param interval {@code auto.commit.interval.ms} in nanoseconds
     */
    OffsetCommits(String id, KafkaConsumer<ByteBuffer, ByteBuffer> kafka, Assignment assignment, long interval) {
        this.id = id;
        this.kafka = kafka;
        this.assignment = assignment;
        this.interval = interval;
    }

    /** Whether a commit has begun of which it is not known yet what becomes of it. */
    boolean isUnderWay() {
        return underWay != 0;
    }

    /** The next commit does not wait for the interval. */
    void soon() {
        next = System.nanoTime();
    }

    /** Begins a commit if the interval has passed and there is something to commit. */
    void ifTime() {
        long now = System.nanoTime();
        if (isUnderWay() || now - next < 0) {
            return;
        }
        next = now + interval;
        Collection<TopicPartition> held = assignment.held();
        findPositions(held, Duration.ZERO);
        Map<TopicPartition, OffsetAndMetadata> due = assignment.due(held);
        if (due.isEmpty()) {
            return;
        }
        begun++;
        long number = begun;
        underWay = number;
        try {
            kafka.commitAsync(due, (offsets, failure) -> completed(number, offsets, failure));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            // It may have been sent, or not.
            completed(number, due, e);
        }
    }

    private void completed(long number, Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (number != underWay) {
            return;
        }
        underWay = 0;
        if (failure == null) {
            assignment.committed(offsets);
        } else {
            LOGGER.info("consumer={} will commit again: {}", id, KafkaErrors.text(failure));
        }
    }

    /** All is committed that can be; no further attempt is made. */
    void finish() {
        finished = true;
    }

    /**
     * Commits what is acknowledged of these partitions, and returns when that is done, cannot be done any more, or the
     * time is over.
     *
     * @param deadline in nanoseconds of {@link System#nanoTime}; asked before each attempt
     * @param takePart is run while the group rebalances, and takes part in that; null if it does so already
     */
    void now(Collection<TopicPartition> partitions, LongSupplier deadline, @Nullable Runnable takePart) {
        if (finished) {
            return;
        }
        findPositions(partitions, POSITION_TIMEOUT);
        Map<TopicPartition, OffsetAndMetadata> due = assignment.due(partitions);
        while (!due.isEmpty()) {
            long left = Math.max(0, deadline.getAsLong() - System.nanoTime());
            try {
                kafka.commitSync(due, Duration.ofNanos(Math.min(ATTEMPT, left)));
                assignment.committed(due);
                return;
            } catch (WakeupException e) {
                LOGGER.trace("consumer={} woken while committing", id);
            } catch (RebalanceInProgressException e) {
                if (left == 0 || takePart == null) {
                    giveUp(due, e);
                    return;
                }
                takePart.run();
                due = assignment.due(partitions);
            } catch (TimeoutException e) {
                if (left <= ATTEMPT) {
                    giveUp(due, e);
                    return;
                }
                LOGGER.info("consumer={} commits {} again: {}", id, due, KafkaErrors.text(e));
            } catch (KafkaException e) {
                giveUp(due, e);
                return;
            }
        }
    }

    private void giveUp(Map<TopicPartition, OffsetAndMetadata> due, KafkaException failure) {
        LOGGER.warn("consumer={} could not commit {}, these come again: {}", id, due, KafkaErrors.text(failure));
    }

    /**
     * A commit must not take the group back, so it needs to know where the group was when the partition came.
     *
     * @param longest for all partitions together
     */
    private void findPositions(Collection<TopicPartition> partitions, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        for (TopicPartition partition : assignment.withoutPosition(partitions)) {
            boolean woken;
            do {
                woken = false;
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                try {
                    assignment.position(partition, kafka.position(partition, left));
                } catch (WakeupException e) {
                    woken = true;
                } catch (NoOffsetForPartitionException e) {
                    // The group has not been anywhere, so no commit takes it back.
                    assignment.position(partition, 0);
                } catch (TimeoutException e) {
                    LOGGER.debug("consumer={} partition={} has no position yet", id, partition);
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    // Of others it can be found out all the same.
                    LOGGER.warn(
                            KafkaErrors.SPARINGLY,
                            "consumer={} partition={} has no position: {}",
                            id,
                            partition,
                            KafkaErrors.text(e));
                }
            } while (woken);
        }
    }
}
