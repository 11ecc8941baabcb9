package io.rafka.kafka.consumer;

import io.rafka.kafka.topic.TopicIds;
import java.time.Duration;
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
import org.apache.kafka.common.Uuid;
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

    /** For so long after a topic was replaced, its group's positions may be of the old one: of members that went. */
    private static final long SETTLED = TimeUnit.SECONDS.toNanos(30);

    private static final Duration LOOKUP = Duration.ofSeconds(1);

    private final String id;
    private final KafkaConsumer<byte[], byte[]> kafka;
    private final Assignment assignment;
    private final OffsetCommits commits;
    private final TopicIds topicIds;
    private final Set<String> names;
    /** What is held of a topic, or was held last, is taken to be of the one with this id. */
    private final Map<String, Uuid> ids = new HashMap<>();
    /** Since when topics that are not held have another id. */
    private final Map<String, Long> replacedSince = new HashMap<>();

    private final Deque<CompletableFuture<Map<String, Uuid>>> answers = new ArrayDeque<>();
    private Set<String> held = Set.of();
    /** Were held until they were seen to go: where they are held again, that is of the new one for certain. */
    private final Set<String> gone = new HashSet<>();

    private long next = System.nanoTime() + INTERVAL;

    /**
     * Asks for the first time. Later would be too late: a topic may be replaced as soon as it is assigned.
     *
     * @param id names the consumer in the log
     * @param names the topics that are subscribed to by name
     */
    NewLogs(
            String id,
            KafkaConsumer<byte[], byte[]> kafka,
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

    /** A rebalance has ended. Who gets a topic, or gets it back, asks at once. */
    void assigned() {
        Set<String> before = held;
        held = topics(assignment.held());
        before.stream().filter(topic -> !held.contains(topic)).forEach(gone::add);
        Set<String> gained = new HashSet<>(held);
        gained.removeAll(before);
        if (!gained.isEmpty()) {
            answers.add(topicIds.now(gained));
        }
    }

    /**
     * To be called often; asks now and then, and looks whether there is an answer.
     *
     * @return the partitions that have begun anew, which are fetched from their beginning from now on
     */
    Set<TopicPartition> findIfTime() {
        CompletableFuture<Map<String, Uuid>> answer = answers.peek();
        if (answer == null) {
            askIfTime();
            return Set.of();
        }
        // A commit that is under way is of the old log, and must be known to be over.
        if (!answer.isDone() || commits.isUnderWay()) {
            return Set.of();
        }
        Set<TopicPartition> anew = compare(answer.join());
        answers.remove();
        return anew;
    }

    private void askIfTime() {
        if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + INTERVAL;
            Set<String> all = new HashSet<>(names);
            all.addAll(held);
            // Of those that came with a pattern and have gone, too many may gather.
            ids.keySet().retainAll(all);
            gone.retainAll(all);
            replacedSince.keySet().retainAll(all);
            answers.add(topicIds.recent(all, INTERVAL));
        }
    }

    private static Set<String> topics(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    private Set<TopicPartition> compare(Map<String, Uuid> current) {
        Set<TopicPartition> anew = assignment.held();
        Set<String> replaced = topics(anew);
        replaced.removeIf(topic -> isAsBefore(topic, current));
        anew.removeIf(partition -> !replaced.contains(partition.topic()));
        if (!anew.isEmpty()) {
            anew = beginAnew(anew);
        }
        current.forEach((topic, now) -> {
            if (replaced.contains(topic) || isAsBefore(topic, current) || isSettled(topic)) {
                ids.put(topic, now);
                replacedSince.remove(topic);
            }
        });
        gone.removeIf(topic -> held.contains(topic) && current.containsKey(topic));
        return anew;
    }

    private boolean isAsBefore(String topic, Map<String, Uuid> current) {
        Uuid before = ids.get(topic);
        return before == null || before.equals(current.getOrDefault(topic, before));
    }

    private boolean isSettled(String topic) {
        long now = System.nanoTime();
        return now - replacedSince.computeIfAbsent(topic, first -> now) > SETTLED;
    }

    private Set<TopicPartition> beginAnew(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = new HashMap<>(kafka.beginningOffsets(partitions, LOOKUP));
        Set<TopicPartition> complete = new HashSet<>(partitions);
        complete.removeAll(assignment.begunBehind(beginnings));
        complete.removeIf(partition -> !gone.contains(partition.topic()));
        beginnings.keySet().removeAll(complete);
        LOGGER.warn(
                "consumer={} topics={} have been deleted and created again, goes on where they begin: {}",
                id,
                topics(partitions),
                beginnings);
        beginnings.forEach(kafka::seek);
        assignment.beganAnew(beginnings);
        commits.soon();
        return beginnings.keySet();
    }
}
