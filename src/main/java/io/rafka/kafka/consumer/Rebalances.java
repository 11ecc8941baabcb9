package io.rafka.kafka.consumer;

import java.util.Collection;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a member does when its group gives it partitions and takes them. Called by its Kafka consumer, on its thread.
 */
final class Rebalances implements ConsumerRebalanceListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(Rebalances.class);

    private final String id;
    private final Assignment assignment;
    private final OffsetCommits commits;
    private final StuckPartitions stuck;
    private final NewLogs newLogs;
    private final long longest;
    private final Hurry hurry;

    /**
     * For a consumer that has not joined yet.
     *
     * @param id names the consumer in the log
     * @param longest for how long a commit is tried before partitions are given up, in nanoseconds: the group waits
     */
    Rebalances(
            String id,
            Assignment assignment,
            OffsetCommits commits,
            StuckPartitions stuck,
            NewLogs newLogs,
            long longest,
            Hurry hurry) {
        this.id = id;
        this.assignment = assignment;
        this.commits = commits;
        this.stuck = stuck;
        this.newLogs = newLogs;
        this.longest = longest;
        this.hurry = hurry;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assignment.assigned(assigned);
        stuck.forget(assigned);
        newLogs.assigned(assigned);
        LOGGER.debug("partitions assigned consumer={} partitions={}", id, assigned);
        // New partitions start unpaused, and the eager assignors forget the pause of the old ones.
        stuck.pauseOrResume();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        // First refuse further acknowledgements, then commit: what was answered :1 is in it.
        assignment.revoked(revoked);
        stuck.forget(revoked);
        long deadline = System.nanoTime() + longest;
        LongSupplier orEarlier = () -> hurry.orEarlier(deadline);
        commits.now(revoked, orEarlier, null);
        LOGGER.debug("partitions revoked consumer={} partitions={}", id, revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        assignment.kickedOut(KickedOut.LOST);
        assignment.revoked(lost);
        stuck.forget(lost);
        LOGGER.warn("partitions lost, what is not committed of them comes again consumer={} partitions={}", id, lost);
    }
}
