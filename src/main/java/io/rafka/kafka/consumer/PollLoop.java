package io.rafka.kafka.consumer;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.KafkaProperties;
import io.rafka.kafka.KafkaStartException;
import io.rafka.kafka.topic.TopicBlacklist;
import io.rafka.kafka.topic.TopicIds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
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
    /** The same while it has nothing to look after: most of a thousand consumers wait most of the time. */
    private static final long LONGEST_IDLE_POLL = 5_000;
    /** Commits may be asked for so often that a consumer would do nothing else. */
    private static final long SHORTEST_POLL = 10;
    /** Accounts are locked for too many wrong passwords. */
    private static final long PAUSE_AFTER_LOGIN = 5_000;

    /** The property, where there is one: the brokers decide it with the new group protocol. */
    private static final String SESSION_TIMEOUT = "session.timeout.ms";

    private static final long DEFAULT_SESSION = 45_000;
    private static final long CLOSE_TIMEOUT = TimeUnit.SECONDS.toNanos(5);
    private static final long JOIN_TIMEOUT = TimeUnit.SECONDS.toNanos(3);
    private static final long SHORTEST_CLOSE = TimeUnit.SECONDS.toNanos(1);

    private static final Duration SHORT_POLL = Duration.ofMillis(50);

    private final String id;
    private final ClientProperties properties;
    private final TopicSelection topics;
    private final TopicBlacklist blacklist;
    private final TopicIds ids;
    private final Assignment assignment;
    private final CompletionStage<Void> predecessor;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final long commitInterval;
    private final long maxPollInterval;
    /** For so long the group knows a member that does not speak. */
    private final long session;

    private final Duration pollTimeout;
    private final Duration idlePollTimeout;
    private final ConsumerReport report;
    private final Hurry hurry = new Hurry();
    private volatile @Nullable KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private boolean polled;

    PollLoop(
            String id,
            ClientProperties properties,
            TopicSelection topics,
            TopicBlacklist blacklist,
            TopicIds ids,
            Assignment assignment,
            CompletionStage<Void> predecessor) {
        this.id = id;
        this.predecessor = predecessor;
        this.properties = properties;
        this.topics = topics;
        this.blacklist = blacklist;
        this.ids = ids;
        this.assignment = assignment;
        long commitMillis = Math.max(1, properties.rafkaNumber("auto.commit.interval.ms"));
        long pollMillis = properties.kafkaNumber("max.poll.interval.ms");
        commitInterval = TimeUnit.MILLISECONDS.toNanos(commitMillis);
        maxPollInterval = TimeUnit.MILLISECONDS.toNanos(pollMillis);
        String sessionMillis = properties.kafka().get(SESSION_TIMEOUT);
        session =
                TimeUnit.MILLISECONDS.toNanos(sessionMillis == null ? DEFAULT_SESSION : Long.parseLong(sessionMillis));
        report = new ConsumerReport(id, properties, assignment);
        long commitOrShortest = Math.max(SHORTEST_POLL, commitMillis);
        long halfAway = Math.max(1, pollMillis / 2);
        long longest = Math.min(commitOrShortest, halfAway);
        pollTimeout = Duration.ofMillis(Math.min(LONGEST_POLL, longest));
        // What is acknowledged meanwhile waits no longer than it may.
        idlePollTimeout = report.isPeriodic() ? pollTimeout : Duration.ofMillis(Math.min(LONGEST_IDLE_POLL, longest));
    }

    /** Completes when the member has asked to join the group, or does not do so any more. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    /** Completes when the member has committed and left the group, or could not do so in time. */
    CompletableFuture<Void> left() {
        return left;
    }

    /** Whether it is about to commit and leave, or has done so. */
    boolean isLeaving() {
        return assignment.isEnded();
    }

    /** Makes the loop look at its assignment now. Any thread. */
    void wakeUp() {
        KafkaConsumer<ByteBuffer, ByteBuffer> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    /** Leaving is to take no longer than this, from now on. Any thread. */
    void hurry(Duration longest) {
        hurry.within(longest);
    }

    /** Says that it will never run: the member has left. */
    void cannotRun(String reason) {
        LOGGER.error("consumer failed consumer={} reason=\"{}\"", id, reason);
        assignment.fail(new Fetched.NotRegistered(reason));
        assignment.end();
        begun.complete(null);
        left.complete(null);
    }

    @Override
    public void run() {
        try {
            predecessor.toCompletableFuture().join();
            if (assignment.isEnded()) {
                return;
            }
            KafkaConsumer<ByteBuffer, ByteBuffer> kafka;
            try {
                kafka = new KafkaConsumer<>(
                        KafkaProperties.of(properties), new ByteBufferDeserializer(), new ByteBufferDeserializer());
            } catch (KafkaException e) {
                assignment.fail(new Fetched.NotRegistered(KafkaStartException.reason(e)));
                return;
            }
            consumer = kafka;
            OffsetCommits commits = new OffsetCommits(id, kafka, assignment, commitInterval);
            try {
                consume(kafka, commits);
            } finally {
                leave(kafka, commits);
            }
        } catch (Throwable e) {
            // The end of a thread must never go unnoticed, whatever it was.
            LOGGER.error("consumer failed consumer={}", id, e);
            assignment.fail(new Fetched.PollFailure(KafkaErrors.text(e)));
        } finally {
            assignment.end();
            HeartbeatThreads.endStray();
            begun.complete(null);
            left.complete(null);
        }
    }

    private void consume(KafkaConsumer<ByteBuffer, ByteBuffer> kafka, OffsetCommits commits)
            throws InterruptedException {
        StuckPartitions stuck = new StuckPartitions(kafka, assignment);
        NewLogs newLogs = new NewLogs(id, kafka, assignment, commits, ids, topics.names());
        // The group waits for what is revoked, so a commit then must not take as long as the group waits.
        long longest = Math.min(session, maxPollInterval / 2);
        topics.subscribe(kafka, blacklist, new Rebalances(id, assignment, commits, stuck, newLogs, longest, hurry));
        while (!assignment.isEnded()) {
            try {
                stuck.pauseOrResume();
                polled = true;
                boolean isQuiet = stuck.isEmpty() && newLogs.isQuiet() && !commits.isUnderWay() && !assignment.isDue();
                assignment.add(kafka.poll(isQuiet ? idlePollTimeout : pollTimeout));
                report.afterPoll(kafka);
            } catch (WakeupException e) {
                LOGGER.trace("woken consumer={}", id);
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                LOGGER.warn(KafkaErrors.SPARINGLY, "poll failed consumer={} reason=\"{}\"", id, KafkaErrors.text(e));
                if (isFatal(e)) {
                    assignment.kickedOut(KickedOut.FENCED);
                    assignment.fail(new Fetched.PollFailure(KafkaErrors.text(e)));
                    return;
                }
                if (!stuck.take(e)) {
                    tell(e, kafka);
                }
            }
            // With Kafka's answer to its first request or without: a poll ends in any case.
            begun.complete(null);
            lookAfter(commits, stuck, newLogs);
            if (assignment.endIfAway(maxPollInterval)) {
                LOGGER.info("member leaves, its client has not come back within max.poll.interval.ms consumer={}", id);
            }
        }
    }

    /** Also while polls fail: what was acknowledged before is not to wait for that. */
    private void lookAfter(OffsetCommits commits, StuckPartitions stuck, NewLogs newLogs) {
        try {
            stuck.release(newLogs.findIfTime());
            commits.ifTime();
            stuck.tryIfTime();
        } catch (WakeupException e) {
            LOGGER.trace("woken consumer={}", id);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            // All of it is tried again, and the next poll tells the client what is wrong.
            LOGGER.warn(
                    KafkaErrors.SPARINGLY,
                    "offsets cannot be looked after consumer={} reason=\"{}\"",
                    id,
                    KafkaErrors.text(e));
        }
    }

    /** Another has the place that {@code group.instance.id} names. Kafka's consumer is of no more use then. */
    private static boolean isFatal(KafkaException failure) {
        return failure instanceof FencedInstanceIdException || failure instanceof UnreleasedInstanceIdException;
    }

    private void tell(KafkaException failure, KafkaConsumer<ByteBuffer, ByteBuffer> kafka) throws InterruptedException {
        String reason = KafkaErrors.text(failure);
        if (failure instanceof TopicAuthorizationException denied
                && !denied.unauthorizedTopics().isEmpty()) {
            denied.unauthorizedTopics().forEach(topic -> assignment.fail(new Fetched.DeniedTopic(topic, reason)));
            if (!kafka.assignment().isEmpty()) {
                // Said once with each look for topics; the others go on.
                return;
            }
        } else {
            assignment.fail(new Fetched.PollFailure(reason));
        }
        // Most such errors stay until an operator mends them; a busy loop would not help.
        assignment.awaitEnd(failure instanceof AuthenticationException ? PAUSE_AFTER_LOGIN : LONGEST_POLL);
    }

    /**
     * Completes a join that has begun. Kafka gives a new member its id in the answer to its first request, and waits
     * for its second: a member that vanishes in between, and so cannot leave, holds up the whole group for its session
     * timeout.
     */
    private void finishJoin(KafkaConsumer<ByteBuffer, ByteBuffer> kafka) {
        long deadline = System.nanoTime() + JOIN_TIMEOUT;
        while (polled && kafka.groupMetadata().generationId() < 0 && System.nanoTime() - deadline < 0) {
            if (!pollBriefly(kafka)) {
                return;
            }
        }
    }

    /** Takes part in what the group does; false if that fails. */
    private boolean pollBriefly(KafkaConsumer<ByteBuffer, ByteBuffer> kafka) {
        try {
            assignment.add(kafka.poll(SHORT_POLL));
            return true;
        } catch (WakeupException e) {
            LOGGER.trace("woken while leaving consumer={}", id);
            return true;
        } catch (KafkaException e) {
            LOGGER.debug("member cannot take part in its group consumer={}", id, e);
            return false;
        }
    }

    /** What was acknowledged is committed as long as the group may take it, if nobody is in a hurry. */
    private void leave(KafkaConsumer<ByteBuffer, ByteBuffer> kafka, OffsetCommits commits) {
        assignment.end();
        long deadline = System.nanoTime() + session;
        try {
            finishJoin(kafka);
            commits.now(assignment.held(), () -> hurry.orEarlier(deadline) - SHORTEST_CLOSE, () -> pollBriefly(kafka));
            // What Kafka's consumer revokes while it closes needs no second attempt.
            commits.finish();
        } catch (KafkaException e) {
            LOGGER.warn("last commit failed consumer={} reason=\"{}\"", id, KafkaErrors.text(e));
        } finally {
            try {
                long rest = Math.max(SHORTEST_CLOSE, hurry.orEarlier(deadline) - System.nanoTime());
                kafka.close(CloseOptions.timeout(Duration.ofNanos(Math.min(CLOSE_TIMEOUT, rest))));
            } catch (KafkaException e) {
                LOGGER.warn("member could not leave in order consumer={} reason=\"{}\"", id, KafkaErrors.text(e));
            }
        }
    }
}
