package io.rafka.kafka.consumer;

import io.rafka.kafka.KafkaErrors;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
        takePositions(held);
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
            LOGGER.info("commit failed, and is tried again consumer={} reason=\"{}\"", id, KafkaErrors.text(failure));
        }
    }

    /** All is committed that can be; no further attempt is made. */
    void finish() {
        finished = true;
    }

    /**
     * Commits what is acknowledged of these partitions, and returns when that is done, cannot be done any more, or the
     * time is over; of what was not committed it tells in the log.
     *
     * @param deadline in nanoseconds of {@link System#nanoTime}; asked before each attempt
     * @param takePart is run while the group rebalances, and takes part in that; null if it does so already
     */
    void now(Collection<TopicPartition> partitions, LongSupplier deadline, @Nullable Runnable takePart) {
        if (finished) {
            return;
        }
        Set<TopicPartition> open = new HashSet<>(partitions);
        while (!commitAll(open, deadline, takePart == null) && takePart != null) {
            takePart.run();
            // What it has lost in that was committed then, and may be another's now.
            open.retainAll(assignment.held());
        }
    }

    /** False if the group rebalances, and they are to be committed after that. */
    private boolean commitAll(Collection<TopicPartition> partitions, LongSupplier deadline, boolean isLast) {
        // What is ready does not wait for what has to be looked up.
        boolean done = commitDue(partitions, deadline, isLast);
        Set<TopicPartition> unknown = assignment.withoutPosition(partitions);
        if (!done || unknown.isEmpty() || !askForPositions(unknown, deadline)) {
            return done;
        }
        return commitDue(unknown, deadline, isLast);
    }

    /** Commits those of which the position is known; false if the group rebalances, and it is worth trying again. */
    private boolean commitDue(Collection<TopicPartition> partitions, LongSupplier deadline, boolean isLast) {
        Map<TopicPartition, OffsetAndMetadata> due = assignment.due(partitions);
        while (!due.isEmpty()) {
            long left = left(deadline);
            try {
                kafka.commitSync(due, Duration.ofNanos(Math.min(ATTEMPT, left)));
                assignment.committed(due);
                return true;
            } catch (WakeupException e) {
                LOGGER.trace("woken while committing consumer={}", id);
            } catch (RebalanceInProgressException e) {
                if (left > 0 && !isLast) {
                    return false;
                }
                giveUp(due, e);
                return true;
            } catch (TimeoutException e) {
                if (left <= ATTEMPT) {
                    giveUp(due, e);
                    return true;
                }
                LOGGER.info(
                        "commit not answered, and is tried again consumer={} offsets={} reason=\"{}\"",
                        id,
                        due,
                        KafkaErrors.text(e));
            } catch (KafkaException e) {
                giveUp(due, e);
                return true;
            }
        }
        return true;
    }

    private static long left(LongSupplier deadline) {
        return Math.max(0, deadline.getAsLong() - System.nanoTime());
    }

    private void giveUp(Object what, KafkaException failure) {
        assignment.counts().countFailedCommit();
        LOGGER.warn(
                "commit given up, what was acknowledged comes again consumer={} offsets={} reason=\"{}\"",
                id,
                what,
                KafkaErrors.text(failure));
    }

    /**
     * A commit must not take the group back, so it needs to know where the group was when the partition came. This asks
     * the group's coordinator, as the commit does: the partition's leader may be away. False if there is no answer in
     * time.
     */
    private boolean askForPositions(Set<TopicPartition> unknown, LongSupplier deadline) {
        while (true) {
            long left = left(deadline);
            try {
                // The group may not have been anywhere: then no commit takes it back.
                kafka.committed(unknown, Duration.ofNanos(Math.min(ATTEMPT, left)))
                        .forEach((partition, offset) ->
                                assignment.position(partition, offset == null ? 0 : offset.offset()));
                return true;
            } catch (WakeupException e) {
                LOGGER.trace("woken while asking for positions consumer={}", id);
            } catch (TimeoutException e) {
                if (left <= ATTEMPT) {
                    giveUp(unknown, e);
                    return false;
                }
                LOGGER.info(
                        "positions not answered, and are asked for again consumer={} partitions={} reason=\"{}\"",
                        id,
                        unknown,
                        KafkaErrors.text(e));
            } catch (KafkaException e) {
                giveUp(unknown, e);
                return false;
            }
        }
    }

    /** Takes what Kafka's consumer knows; of what it does not know yet, nothing is committed this time. */
    private void takePositions(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : assignment.withoutPosition(partitions)) {
            boolean woken;
            do {
                woken = false;
                try {
                    assignment.position(partition, kafka.position(partition, Duration.ZERO));
                } catch (WakeupException e) {
                    woken = true;
                } catch (NoOffsetForPartitionException e) {
                    // The group has not been anywhere, so no commit takes it back.
                    assignment.position(partition, 0);
                } catch (TimeoutException e) {
                    LOGGER.debug("no position yet consumer={} partition={}", id, partition);
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    // Of others it can be found out all the same.
                    LOGGER.warn(
                            KafkaErrors.SPARINGLY,
                            "no position consumer={} partition={} reason=\"{}\"",
                            id,
                            partition,
                            KafkaErrors.text(e));
                }
            } while (woken);
        }
    }
}
