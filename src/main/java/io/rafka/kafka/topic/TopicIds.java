package io.rafka.kafka.topic;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which topics have their names now: one that is deleted and created again has another id. All consumers that look from
 * time to time share one question to the brokers. Any thread; stages complete on the admin client's.
 *
 * @see <a href="https://cwiki.apache.org/confluence/x/aDEtCQ">KIP-516</a>
 */
public final class TopicIds {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicIds.class);
    /** One that nobody has asked for since is not asked for with the others any more. */
    private static final long FORGOTTEN = TimeUnit.SECONDS.toNanos(30);

    /** What was asked at which moment of {@link System#nanoTime}. */
    private record Round(long at, Set<String> topics, CompletableFuture<Map<String, Uuid>> ids) {}

    private final Admin admin;
    /** When somebody last asked. */
    private final Map<String, Long> wanted = new HashMap<>();

    private Round last = new Round(System.nanoTime(), Set.of(), CompletableFuture.completedFuture(Map.of()));

    /** Asks the brokers of this cluster. */
    public TopicIds(ClusterAdmin cluster) {
        admin = cluster.admin();
    }

    /** The ids as of now. A topic that does not exist, or cannot be asked for, is left out; the stage does not fail. */
    public CompletableFuture<Map<String, Uuid>> now(Set<String> topics) {
        return ask(topics);
    }

    /**
     * The same, but the answer may be to a question of this long ago.
     *
     * @param oldest in nanoseconds
     */
    public synchronized CompletableFuture<Map<String, Uuid>> recent(Set<String> topics, long oldest) {
        long now = System.nanoTime();
        topics.forEach(topic -> wanted.put(topic, now));
        if (now - last.at > oldest || !last.topics.containsAll(topics)) {
            wanted.values().removeIf(at -> now - at > FORGOTTEN);
            Set<String> all = new HashSet<>(wanted.keySet());
            last = new Round(now, all, ask(all));
        }
        return last.ids;
    }

    private CompletableFuture<Map<String, Uuid>> ask(Set<String> topics) {
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        topics, new DescribeTopicsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .topicNameValues();
        Map<String, Uuid> ids = new ConcurrentHashMap<>();
        CompletableFuture<?>[] noted = answers.entrySet().stream()
                .map(one -> one.getValue()
                        .toCompletionStage()
                        .handle((description, failure) -> {
                            if (failure == null) {
                                ids.put(one.getKey(), description.topicId());
                            } else {
                                LOGGER.debug("topic={} has no id now", one.getKey(), failure);
                            }
                            return null;
                        })
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(noted).thenApply(all -> Map.copyOf(ids));
    }
}
