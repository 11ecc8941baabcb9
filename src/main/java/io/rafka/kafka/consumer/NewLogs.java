package io.rafka.kafka.consumer;

import io.rafka.kafka.topic.TopicIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a topic has been deleted and another one made with its name, and goes on where the logs of the new one
 * begin. Kafka's consumer keeps its position, or takes the new log for the old one cut short and goes on at its end;
 * either leaves out what the new log begins with.
 *
 * <p>One thread, the member's.
 */
final class NewLogs {
    private static final Logger LOGGER = LoggerFactory.getLogger(NewLogs.class);
    /** What is handed out of a new log until it is known as such comes again, so this must not be long. */
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

    private static final Duration LOOKUP = Duration.ofSeconds(1);

    private final String id;
    private final KafkaConsumer<byte[], byte[]> kafka;
    private final Assignment assignment;
    private final OffsetCommits commits;
    private final TopicIds ids;
    /** The topic whose log a partition was when it was assigned, or soon after. */
    private final Map<TopicPartition, Uuid> known = new HashMap<>();

    private Set<TopicPartition> asked = Set.of();
    private @Nullable CompletableFuture<Map<String, Uuid>> answer;
    private long next = System.nanoTime();

    NewLogs(
            String id,
            KafkaConsumer<byte[], byte[]> kafka,
            Assignment assignment,
            OffsetCommits commits,
            TopicIds ids) {
        this.id = id;
        this.kafka = kafka;
        this.assignment = assignment;
        this.commits = commits;
        this.ids = ids;
    }

    /** A rebalance has ended. Of partitions that stay, what is known stays too. */
    void assigned() {
        Set<TopicPartition> held = assignment.held();
        known.keySet().retainAll(held);
        if (!known.keySet().containsAll(held)) {
            // What was asked before may be about a topic that was gone by then.
            answer = null;
            next = System.nanoTime();
        }
    }

    /**
     * To be called often; asks now and then, and looks whether there is an answer.
     *
     * @return the partitions that have begun anew, which are then fetched from their beginning
     */
    Set<TopicPartition> findIfTime() {
        CompletableFuture<Map<String, Uuid>> given = answer;
        if (given == null) {
            if (System.nanoTime() - next >= 0) {
                ask();
            }
            return Set.of();
        }
        // A commit that is under way is of the old log, and must be known to be over.
        if (!given.isDone() || commits.isUnderWay()) {
            return Set.of();
        }
        answer = null;
        return compare(given.join());
    }

    private void ask() {
        next = System.nanoTime() + INTERVAL;
        asked = assignment.held();
        Set<TopicPartition> unknown = new HashSet<>(asked);
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            answer = ids.now(topics(unknown));
        } else if (!asked.isEmpty()) {
            answer = ids.recent(topics(asked), INTERVAL);
        }
    }

    private static Set<String> topics(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    private Set<TopicPartition> compare(Map<String, Uuid> current) {
        Map<TopicPartition, Uuid> changed = new HashMap<>();
        Set<TopicPartition> held = assignment.held();
        for (TopicPartition partition : asked) {
            Uuid now = current.get(partition.topic());
            if (now == null || !held.contains(partition)) {
                continue;
            }
            Uuid before = known.putIfAbsent(partition, now);
            if (before != null && !before.equals(now)) {
                changed.put(partition, now);
            }
        }
        if (!changed.isEmpty()) {
            beginAnew(changed.keySet());
            known.putAll(changed);
        }
        return changed.keySet();
    }

    private void beginAnew(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = kafka.beginningOffsets(partitions, LOOKUP);
        LOGGER.warn(
                "consumer={} topics={} have been deleted and created again, goes on where they begin: {}",
                id,
                topics(partitions),
                beginnings);
        beginnings.forEach(kafka::seek);
        assignment.beganAnew(beginnings);
        commits.soon();
    }
}
