package io.rafka.kafka.consumer;

import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One member of a consumer group, as its connection sees it.
 *
 * <p>Nothing here blocks or changes threads: records are fetched ahead by the member's {@link PollLoop} and taken from
 * memory.
 *
 * <p>Threading: one event loop, except {@link #leave} and the figures, which any thread may call.
 */
public final class GroupMember {
    private final GroupLogin login;
    private final TopicSelection topics;
    private final Assignment assignment;
    private final PollLoop loop;
    private final String consumer;
    private final String group;

    /** @param consumer its client id */
    GroupMember(
            GroupLogin login,
            String consumer,
            String group,
            TopicSelection topics,
            Assignment assignment,
            PollLoop loop) {
        this.login = login;
        this.consumer = consumer;
        this.group = group;
        this.topics = topics;
        this.assignment = assignment;
        this.loop = loop;
    }

    /** As whom it logs in to Kafka. */
    GroupLogin login() {
        return login;
    }

    /**
     * The next record, or a failure to tell.
     *
     * @param waiter if there is nothing, called once when there may be something: from any thread, and not before this
     *     method has returned null; null not to wait
     * @return null if there is nothing now, or if the member {@link #hasLeft}
     */
    public @Nullable Fetched next(@Nullable Runnable waiter) {
        Fetched fetched = assignment.next(waiter);
        resumeIfWanted();
        return fetched;
    }

    /** The next record, if one was fetched ahead and there is no failure to tell before; null otherwise. */
    public Fetched.@Nullable Message ready() {
        Fetched.Message ready = assignment.ready();
        if (ready != null) {
            resumeIfWanted();
        }
        return ready;
    }

    private void resumeIfWanted() {
        if (assignment.requestsResume()) {
            loop.wakeUp();
        }
    }

    /** The client no longer waits for a record. */
    public void stopWaiting() {
        assignment.stopWaiting();
    }

    /**
     * Whether the member has given its partitions up, because the client did not come back within
     * {@code max.poll.interval.ms} or because its thread failed. To go on, another member must join.
     */
    public boolean hasLeft() {
        return assignment.isEnded();
    }

    /**
     * Takes acknowledgements: all, or none.
     *
     * @return null if they are taken, or librdkafka's text why not
     */
    public @Nullable String acknowledge(List<Acknowledgement> acknowledgements) {
        if (!assignment.acknowledge(acknowledgements)) {
            boolean subscribed = acknowledgements.stream().allMatch(this::isSubscribed);
            return subscribed ? KafkaErrors.ERRONEOUS_STATE : KafkaErrors.UNKNOWN_PARTITION;
        }
        return null;
    }

    private boolean isSubscribed(Acknowledgement acknowledgement) {
        return TopicNames.isLegal(acknowledgement.topic()) && topics.includes(acknowledgement.topic());
    }

    /** How many records its client has been given and has not acknowledged. Any thread. */
    public long unacknowledged() {
        return assignment.unacknowledged();
    }

    /** What it is up to, without what Kafka would have to be asked for. Any thread. */
    public MemberFigures figures() {
        return assignment.figures(consumer, group);
    }

    /**
     * Commits what is acknowledged and leaves the group: a commit is tried for as long as the group may know the
     * member, {@code session.timeout.ms}. May be called again.
     *
     * @return completes when that is done, or Kafka has not answered for so long
     */
    public CompletionStage<Void> leave() {
        assignment.end();
        loop.wakeUp();
        return loop.left();
    }

    /** The same, but gives up earlier. */
    CompletionStage<Void> leave(Duration longest) {
        loop.hurry(longest);
        return leave();
    }
}
