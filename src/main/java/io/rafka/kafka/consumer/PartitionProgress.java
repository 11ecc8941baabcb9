package io.rafka.kafka.consumer;

import org.apache.kafka.common.TopicPartition;

/**
 * How far one member is in one partition. Kept when the partition is revoked, so that a rebalance which gives it back
 * does not give the client again what it is working on. Guarded by the {@link Assignment}'s lock.
 */
final class PartitionProgress {
    private static final long UNKNOWN = -1;

    private final TopicCounts counts;
    private boolean held;
    /** What the group has committed, or where fetching began; nothing below it may be committed any more. */
    private long committed = UNKNOWN;
    /** The same of the assignment before. */
    private long committedBefore = UNKNOWN;
    /** Where fetching began in this assignment. */
    private long began = UNKNOWN;
    /** The offset after the last that was fetched in this assignment. */
    private long fetched = UNKNOWN;
    /** The offset after the highest that the client has acknowledged. */
    private long acknowledged = UNKNOWN;
    /** The offset after the last that the client has been given. */
    private long next = UNKNOWN;
    /** The log is another than it was: of what was handed out before, nothing may be acknowledged any more. */
    private boolean anew;
    /** The group's position is of the old log, and is to be replaced even though nothing is acknowledged. */
    private boolean committedOfOld;
    /** It has been replaced. */
    private boolean settled;

    /** @param counts of the topic */
    PartitionProgress(TopicCounts counts) {
        this.counts = counts;
    }

    boolean isHeld() {
        return held;
    }

    void assigned() {
        held = true;
        // Another member may have committed while this one did not hold the partition.
        committedBefore = Math.max(committedBefore, committed);
        committed = UNKNOWN;
        committedOfOld = false;
        began = UNKNOWN;
        fetched = UNKNOWN;
    }

    void revoked() {
        held = false;
    }

    /** Whether a commit needs to know first where the group stands. */
    boolean needsPosition() {
        return committed == UNKNOWN && (acknowledged != UNKNOWN || committedOfOld);
    }

    /** The group's position at the beginning of this assignment. */
    void position(long offset) {
        if (committed == UNKNOWN) {
            committed = offset;
            began = offset;
            if (offset < committedBefore) {
                forget();
            }
        }
    }

    /** A record has come from Kafka; whether what came before is of another log, of which nothing is left. */
    boolean fetched(long offset) {
        position(offset);
        boolean back = offset < fetched;
        if (back) {
            committed = offset;
            forget();
        }
        fetched = offset + 1;
        return back;
    }

    /** Whether the group's position may be of an old log, if the topic was replaced a moment ago. */
    boolean isUnsettled() {
        return !settled && began != 0;
    }

    /** The partition is the log of another topic now, and is fetched from its beginning. */
    void beganAnew() {
        forget();
        committed = UNKNOWN;
        committedOfOld = true;
        settled = false;
        began = UNKNOWN;
        fetched = UNKNOWN;
    }

    /** The offsets have begun anew, as when a topic is deleted and created again: what was known is of another log. */
    private void forget() {
        anew = true;
        committedBefore = UNKNOWN;
        acknowledged = UNKNOWN;
        next = UNKNOWN;
    }

    void committed(long offset) {
        if (committed != UNKNOWN && offset > committed) {
            counts.countCommitted(offset - committed);
        }
        committed = Math.max(committed, offset);
        settled |= committedOfOld;
        committedOfOld = false;
    }

    /** Whether an acknowledgement can be of this log, and of this member. */
    boolean mayAcknowledge(long offset) {
        return held && (!anew || offset < next);
    }

    void acknowledge(long offset) {
        counts.countAcknowledged();
        acknowledged = Math.max(acknowledged, offset + 1);
    }

    /** Whether the client has neither been given nor acknowledged this offset. */
    boolean isNew(long offset) {
        return offset >= next && offset >= acknowledged;
    }

    void handedOut(long offset) {
        counts.countHandedOut();
        next = offset + 1;
    }

    /** Whether there is something to commit. */
    boolean isDue() {
        return committed != UNKNOWN && (committedOfOld || acknowledged > committed);
    }

    /** What the group's position is to be, if it is due. */
    long toCommit() {
        return Math.max(committed, acknowledged);
    }

    /** How many offsets there are from the first that is not acknowledged to the last that was handed out. */
    long unacknowledged() {
        long done = Math.max(Math.max(committed, committedBefore), acknowledged);
        return next == UNKNOWN ? 0 : Math.max(0, next - Math.max(0, done));
    }

    PartitionFigures figures(TopicPartition partition) {
        return new PartitionFigures(
                partition.topic(), partition.partition(), unacknowledged(), committed, PartitionFigures.UNKNOWN);
    }
}
