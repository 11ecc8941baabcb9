package io.rafka.kafka.consumer;

import io.rafka.kafka.topic.TopicIds;
import io.rafka.kafka.topic.TopicIds.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a topic has been deleted and another one made with its name, and goes on where the logs of the new one
 * begin. Kafka's consumer keeps its position, or takes the new log for the old one cut short and goes on at its end;
 * either leaves out what the new log begins with.
 *
 * <p>One thread, the member's. Nothing here waits for Kafka.
 */
final class NewLogs {
    private static final Logger LOGGER = LoggerFactory.getLogger(NewLogs.class);
    /** What is handed out of a new log until it is known as such comes again, so this must not be long. */
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);
    /** For so long after a topic was replaced, its group's positions may be of the old one: of members that went. */
    private static final long SETTLED = TimeUnit.SECONDS.toNanos(30);

    private final String id;
    private final KafkaConsumer<ByteBuffer, ByteBuffer> kafka;
    private final Assignment assignment;
    private final OffsetCommits commits;
    private final TopicIds topicIds;
    private final Set<String> names;
    /** As last heard, of what is subscribed to by name or held. */
    private final Map<String, Topic> topics = new HashMap<>();

    private final Deque<CompletableFuture<Map<String, Topic>>> answers = new ArrayDeque<>();
    private Set<String> held = Set.of();
    /** To begin anew as soon as no commit is under way. */
    private final Set<TopicPartition> replaced = new HashSet<>();

    private long next = System.nanoTime() + INTERVAL;

    /**
     * Asks for the first time. Later would be too late: a topic may be replaced as soon as it is assigned.
     *
     * @param id names the consumer in the log
     * @param names the topics that are subscribed to by name
     */
    NewLogs(
            String id,
            KafkaConsumer<ByteBuffer, ByteBuffer> kafka,
            Assignment assignment,
            OffsetCommits commits,
            TopicIds topicIds,
            Collection<String> names) {
        this.id = id;
        this.kafka = kafka;
        this.assignment = assignment;
        this.commits = commits;
        this.topicIds = topicIds;
        this.names = Set.copyOf(names);
        answers.add(topicIds.now(this.names));
    }

    /**
     * Partitions have been assigned. Of a topic that was replaced a moment ago, the group may have the position of the
     * old one: who is about to lose a partition commits it.
     */
    void assigned(Collection<TopicPartition> assigned) {
        for (TopicPartition partition : assigned) {
            if (isRecent(topics.get(partition.topic()))) {
                replaced.addAll(assignment.unsettled(Set.of(partition)));
            }
        }
        Set<String> gained = topics(assigned);
        gained.removeAll(held);
        held = topics(assignment.held());
        if (!gained.isEmpty()) {
            answers.add(topicIds.now(gained));
        }
    }

    private static boolean isRecent(@Nullable Topic topic) {
        Long replacedAt = topic == null ? null : topic.replacedAt();
        return replacedAt != null && System.nanoTime() - replacedAt < SETTLED;
    }

    /**
     * To be called often; asks now and then, and looks whether there is an answer.
     *
     * @return the partitions that have begun anew, which are fetched from their beginning from now on
     */
    Set<TopicPartition> findIfTime() {
        CompletableFuture<Map<String, Topic>> answer = answers.peek();
        if (answer == null) {
            askIfTime();
        } else if (answer.isDone()) {
            compare(answer.join());
            answers.remove();
        }
        // A commit that is under way is of the old log, and must be known to be over.
        return replaced.isEmpty() || commits.isUnderWay() ? Set.of() : beginAnew();
    }

    /** Whether no question is open, and nothing is to be begun anew. */
    boolean isQuiet() {
        return answers.isEmpty() && replaced.isEmpty();
    }

    private void askIfTime() {
        if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + INTERVAL;
            Set<String> all = new HashSet<>(names);
            all.addAll(held);
            // Of those that came with a pattern and have gone, too many may gather.
            topics.keySet().retainAll(all);
            answers.add(topicIds.recent(all, INTERVAL));
        }
    }

    private static Set<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    private void compare(Map<String, Topic> current) {
        Set<TopicPartition> mine = assignment.held();
        Set<TopicPartition> unsettled = assignment.unsettled(mine);
        for (TopicPartition partition : mine) {
            Topic now = current.get(partition.topic());
            Topic before = topics.get(partition.topic());
            boolean isOther = now != null && before != null && !before.id().equals(now.id());
            if (isOther || (before == null && isRecent(now) && unsettled.contains(partition))) {
                replaced.add(partition);
            }
        }
        topics.putAll(current);
    }

    private Set<TopicPartition> beginAnew() {
        Set<TopicPartition> anew = new HashSet<>(replaced);
        anew.retainAll(assignment.held());
        if (!anew.isEmpty()) {
            LOGGER.warn(
                    "topics were deleted and created again, they are read from the beginning consumer={} partitions={}",
                    id,
                    anew);
            kafka.seekToBeginning(anew);
            assignment.beganAnew(anew);
            commits.soon();
        }
        // Last: if Kafka's consumer has thrown, it is tried again.
        replaced.clear();
        return anew;
    }
}
