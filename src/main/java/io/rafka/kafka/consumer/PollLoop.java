package io.rafka.kafka.consumer;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.KafkaProperties;
import io.rafka.kafka.KafkaStartException;
import io.rafka.kafka.topic.TopicBlacklist;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one group member, and the only one that touches its Kafka consumer.
 *
 * <p>It polls all the time, also while the client works and the prefetch is full: the partitions are paused then, and
 * the poll only keeps the membership and takes part in rebalances. So Kafka's own {@code max.poll.interval.ms} never
 * passes; that the client comes back within it is checked here.
 */
final class PollLoop implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PollLoop.class);
    /** Records end a poll at once, so this is only how often the loop looks after commits and the client. */
    private static final long LONGEST_POLL = 1_000;
    /** Commits may be asked for so often that a consumer would do nothing else. */
    private static final long SHORTEST_POLL = 10;
    /** Accounts are locked for too many wrong passwords. */
    private static final long PAUSE_AFTER_LOGIN = 5_000;

    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration SHORT_POLL = Duration.ofMillis(50);

    private final String id;
    private final ClientProperties properties;
    private final TopicSelection topics;
    private final TopicBlacklist blacklist;
    private final Assignment assignment;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final long commitInterval;
    private final long maxPollInterval;
    private final Duration pollTimeout;
    private final ConsumerReport report;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private long nextCommit = System.nanoTime();
    private boolean committing;
    private boolean polled;
    /** All is committed that can be; what Kafka's consumer revokes while it closes needs no second attempt. */
    private boolean leaving;

    PollLoop(
            String id,
            ClientProperties properties,
            TopicSelection topics,
            TopicBlacklist blacklist,
            Assignment assignment) {
        this.id = id;
        this.properties = properties;
        this.topics = topics;
        this.blacklist = blacklist;
        this.assignment = assignment;
        long commitMillis = Math.max(1, properties.rafkaNumber("auto.commit.interval.ms"));
        long pollMillis = properties.kafkaNumber("max.poll.interval.ms");
        commitInterval = TimeUnit.MILLISECONDS.toNanos(commitMillis);
        maxPollInterval = TimeUnit.MILLISECONDS.toNanos(pollMillis);
        report = new ConsumerReport(id, properties, assignment);
        long commitOrShortest = Math.max(SHORTEST_POLL, commitMillis);
        pollTimeout =
                Duration.ofMillis(Math.min(LONGEST_POLL, Math.min(commitOrShortest, Math.max(1, pollMillis / 2))));
    }

    /** Completes when the member has committed and left the group, or could not do so in time. */
    CompletableFuture<Void> left() {
        return left;
    }

    /** Makes the loop look at its assignment now. Any thread. */
    void wakeUp() {
        KafkaConsumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    @Override
    public void run() {
        try {
            KafkaConsumer<byte[], byte[]> kafka;
            try {
                kafka = new KafkaConsumer<>(
                        KafkaProperties.of(properties), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            } catch (KafkaException e) {
                assignment.fail(new Fetched.NotRegistered(KafkaStartException.reason(e)));
                return;
            }
            consumer = kafka;
            try {
                consume(kafka);
            } finally {
                leave(kafka);
            }
        } catch (Throwable e) {
            // The end of a thread must never go unnoticed, whatever it was.
            LOGGER.error("consumer={} failed", id, e);
            assignment.fail(new Fetched.PollFailure(KafkaErrors.text(e)));
        } finally {
            assignment.end();
            left.complete(null);
        }
    }

    private void consume(KafkaConsumer<byte[], byte[]> kafka) throws InterruptedException {
        topics.subscribe(kafka, blacklist, new Rebalances(kafka));
        while (!assignment.isEnded()) {
            try {
                pauseOrResume(kafka);
                polled = true;
                assignment.add(kafka.poll(pollTimeout));
                commitIfTime(kafka);
                report.afterPoll(kafka);
                if (assignment.endIfAway(maxPollInterval)) {
                    LOGGER.info("consumer={} leaves its group, the client has not come back in time", id);
                }
            } catch (WakeupException e) {
                LOGGER.trace("consumer={} woken", id);
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                LOGGER.warn(KafkaErrors.SPARINGLY, "consumer={} cannot poll: {}", id, KafkaErrors.text(e));
                assignment.fail(new Fetched.PollFailure(KafkaErrors.text(e)));
                // Most such errors stay until an operator mends them; a busy loop would not help.
                assignment.awaitEnd(e instanceof AuthenticationException ? PAUSE_AFTER_LOGIN : LONGEST_POLL);
            }
        }
    }

    private void pauseOrResume(KafkaConsumer<byte[], byte[]> kafka) {
        if (assignment.mustPause()) {
            kafka.pause(kafka.assignment());
        } else if (!kafka.paused().isEmpty()) {
            kafka.resume(kafka.paused());
        }
    }

    private void commitIfTime(KafkaConsumer<byte[], byte[]> kafka) {
        long now = System.nanoTime();
        if (committing || now - nextCommit < 0) {
            return;
        }
        nextCommit = now + commitInterval;
        Collection<TopicPartition> held = assignment.held();
        findPositions(kafka, held, Duration.ZERO);
        Map<TopicPartition, OffsetAndMetadata> due = assignment.due(held);
        if (due.isEmpty()) {
            return;
        }
        committing = true;
        kafka.commitAsync(due, (offsets, failure) -> {
            committing = false;
            if (failure == null) {
                assignment.committed(offsets);
            } else {
                LOGGER.info("consumer={} will commit again: {}", id, KafkaErrors.text(failure));
            }
        });
    }

    /**
     * A commit must not take the group back, so it needs to know where the group was when the partition came.
     *
     * @param longest for all partitions together
     */
    private void findPositions(
            KafkaConsumer<byte[], byte[]> kafka, Collection<TopicPartition> partitions, Duration longest) {
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
                } catch (TimeoutException e) {
                    LOGGER.debug("consumer={} partition={} has no position yet", id, partition);
                }
            } while (woken);
        }
    }

    private void commitNow(KafkaConsumer<byte[], byte[]> kafka, Map<TopicPartition, OffsetAndMetadata> due) {
        while (!due.isEmpty()) {
            try {
                kafka.commitSync(due, COMMIT_TIMEOUT);
                assignment.committed(due);
                return;
            } catch (WakeupException e) {
                LOGGER.trace("consumer={} woken while committing", id);
            } catch (KafkaException e) {
                LOGGER.warn("consumer={} could not commit {}, these come again: {}", id, due, KafkaErrors.text(e));
                return;
            }
        }
    }

    /**
     * Completes a join that has begun. Kafka gives a new member its id in the answer to its first request, and waits
     * for its second: a member that vanishes in between, and so cannot leave, holds up the whole group for its session
     * timeout.
     */
    private void finishJoin(KafkaConsumer<byte[], byte[]> kafka) {
        long deadline = System.nanoTime() + JOIN_TIMEOUT.toNanos();
        while (polled && kafka.groupMetadata().generationId() < 0 && System.nanoTime() - deadline < 0) {
            try {
                assignment.add(kafka.poll(SHORT_POLL));
            } catch (WakeupException e) {
                LOGGER.trace("consumer={} woken while joining", id);
            } catch (KafkaException e) {
                LOGGER.debug("consumer={} cannot finish joining", id, e);
                return;
            }
        }
    }

    private void leave(KafkaConsumer<byte[], byte[]> kafka) {
        assignment.end();
        Collection<TopicPartition> held = assignment.held();
        try {
            finishJoin(kafka);
            findPositions(kafka, held, POSITION_TIMEOUT);
            commitNow(kafka, assignment.due(held));
            leaving = true;
        } catch (KafkaException e) {
            LOGGER.warn("consumer={} could not commit at its end: {}", id, KafkaErrors.text(e));
        } finally {
            try {
                kafka.close(CloseOptions.timeout(CLOSE_TIMEOUT));
            } catch (KafkaException e) {
                LOGGER.warn("consumer={} could not leave its group in order: {}", id, KafkaErrors.text(e));
            }
        }
    }

    /** Called by Kafka's consumer within poll and close, on this thread. */
    private final class Rebalances implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> kafka;

        Rebalances(KafkaConsumer<byte[], byte[]> kafka) {
            this.kafka = kafka;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            assignment.assigned(assigned);
            LOGGER.debug("consumer={} assigned={}", id, assigned);
            // New partitions start unpaused, and the eager assignors forget the pause of the old ones.
            pauseOrResume(kafka);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            // First refuse further acknowledgements, then commit: what was answered :1 is in it.
            assignment.revoked(revoked);
            if (leaving) {
                return;
            }
            findPositions(kafka, revoked, POSITION_TIMEOUT);
            commitNow(kafka, assignment.due(revoked));
            LOGGER.debug("consumer={} revoked={}", id, revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            assignment.revoked(lost);
            LOGGER.warn("consumer={} lost={}, what is not committed of them comes again", id, lost);
        }
    }
}
