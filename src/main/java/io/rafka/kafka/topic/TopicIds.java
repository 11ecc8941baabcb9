package io.rafka.kafka.topic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which topics have their names now: one that is deleted and created again has another id. All consumers that look from
 * time to time share one question to the brokers, and what was heard before.
 *
 * <p>Any thread; stages complete on the admin client's, and do not fail. What could not be found out is left out.
 *
 * @see <a href="https://cwiki.apache.org/confluence/x/aDEtCQ">KIP-516</a>
 */
public final class TopicIds {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicIds.class);
    /** A topic that nobody has asked for since is forgotten. */
    private static final long FORGOTTEN = TimeUnit.SECONDS.toNanos(60);
    /** Of so many topics that are no more, the ids are kept. */
    private static final int MOST_SUPERSEDED = 10_000;

    /**
     * The topic that has a name.
     *
     * @param replacedAt when it was first heard that it had taken the place of another, as {@link System#nanoTime};
     *     null if that has not been heard
     */
    public record Topic(Uuid id, @Nullable Long replacedAt) {}

    /** All that was wanted was asked at this moment of {@link System#nanoTime}. */
    private record Round(long at, CompletableFuture<?> answered) {}

    private final Admin admin;
    /** When somebody last asked. */
    private final Map<String, Long> wanted = new HashMap<>();

    private final Map<String, Topic> known = new HashMap<>();
    /** A broker that is behind may still name them. */
    private final Set<Uuid> superseded = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Uuid, Boolean> eldest) {
            return size() > MOST_SUPERSEDED;
        }
    });

    private @Nullable Round last;

    /** Asks the brokers of this cluster. */
    public TopicIds(ClusterAdmin cluster) {
        admin = cluster.admin();
    }

    /** Asks now. */
    public CompletableFuture<Map<String, Topic>> now(Set<String> topics) {
        want(topics);
        return ask(topics).thenApply(answered -> known(topics));
    }

    /**
     * Asks if the last question for all that is wanted is older.
     *
     * @param oldest in nanoseconds
     */
    public CompletableFuture<Map<String, Topic>> recent(Set<String> topics, long oldest) {
        want(topics);
        return round(oldest).answered.thenApply(answered -> known(topics));
    }

    private synchronized void want(Set<String> topics) {
        long now = System.nanoTime();
        topics.forEach(topic -> wanted.put(topic, now));
    }

    private synchronized Round round(long oldest) {
        long now = System.nanoTime();
        Round round = last;
        if (round == null || now - round.at > oldest) {
            wanted.values().removeIf(at -> now - at > FORGOTTEN);
            known.keySet().retainAll(wanted.keySet());
            round = new Round(now, ask(new HashSet<>(wanted.keySet())));
            last = round;
        }
        return round;
    }

    private CompletableFuture<?> ask(Set<String> topics) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .topicNameValues()
                .forEach((topic, description) -> answers.add(description
                        .toCompletionStage()
                        .handle((described, failure) -> note(topic, described, failure))
                        .toCompletableFuture()));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    }

    private synchronized boolean note(String topic, @Nullable TopicDescription described, @Nullable Throwable failure) {
        if (described == null) {
            LOGGER.debug("topic has no id now topic={}", topic, failure);
            return false;
        }
        Uuid id = described.topicId();
        // Brokers before Kafka 2.8 know no ids.
        if (id.equals(Uuid.ZERO_UUID) || superseded.contains(id)) {
            return false;
        }
        Topic before = known.get(topic);
        if (before == null) {
            known.put(topic, new Topic(id, null));
        } else if (!before.id.equals(id)) {
            superseded.add(before.id);
            known.put(topic, new Topic(id, System.nanoTime()));
        }
        return true;
    }

    private synchronized Map<String, Topic> known(Set<String> topics) {
        Map<String, Topic> some = new HashMap<>();
        for (String topic : topics) {
            Topic one = known.get(topic);
            if (one != null) {
                some.put(topic, one);
            }
        }
        return some;
    }
}
