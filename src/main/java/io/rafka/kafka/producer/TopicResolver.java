package io.rafka.kafka.producer;

import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.topic.TopicCatalog;
import io.rafka.kafka.topic.TopicRecords;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a topic known to the shared producer, or finds out that there is none.
 *
 * <p>The brokers are asked first, because Kafka's producer goes on asking for a topic that it has once been given, and
 * cannot tell one that does not exist from one that it has not heard of yet.
 *
 * <p>Threading: any thread asks; the attempts run on the scheduler and do not block it. Questions about the same topic
 * at the same time are one.
 */
public final class TopicResolver {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicResolver.class);
    /** Below the 5 s after which many Redis clients give up, so that they read the error. */
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(4);

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final SharedProducer producer;
    private final TopicCatalog topics;
    private final TopicRecords records;
    private final boolean mayCreate;
    private final ScheduledExecutorService scheduler;
    private final ConcurrentMap<String, CompletableFuture<Void>> inProgress = new ConcurrentHashMap<>();

    /**
     * A resolver.
     *
     * @param mayCreate whether a topic may be created by the first record for it, as the brokers allow
     */
    public TopicResolver(
            SharedProducer producer,
            TopicCatalog topics,
            TopicRecords records,
            boolean mayCreate,
            ScheduledExecutorService scheduler) {
        this.mayCreate = mayCreate;
        this.producer = producer;
        this.topics = topics;
        this.records = records;
        this.scheduler = scheduler;
    }

    /**
     * Completes when the producer knows the topic.
     *
     * @return fails with a {@link RefusedRecordException} if it does not exist and is not created, or if that cannot be
     *     found out within four seconds
     */
    public CompletionStage<Void> resolve(String topic) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        if (topics.hides(topic)) {
            refuse(mine, KafkaErrors.UNKNOWN_TOPIC);
            return mine;
        }
        CompletableFuture<Void> earlier = inProgress.putIfAbsent(topic, mine);
        if (earlier != null) {
            return earlier;
        }
        mine.whenComplete((done, failure) -> inProgress.remove(topic, mine));
        long deadline = System.nanoTime() + TIMEOUT;
        topics.missing(List.of(topic)).whenComplete((missing, failure) -> {
            if (failure != null) {
                refuse(mine, KafkaErrors.text(failure));
            } else if (missing.isEmpty()) {
                // First, so that no record comes before them.
                learnRules(topic).thenRun(() -> attempt(topic, deadline, FIRST_PAUSE, mine));
            } else {
                attemptIfCreated(topic, deadline, mine);
            }
        });
        return mine;
    }

    private void attemptIfCreated(String topic, long deadline, CompletableFuture<Void> result) {
        if (!mayCreate) {
            attemptIfFound(topic, deadline, result);
            return;
        }
        topics.autoCreates().whenComplete((creates, failure) -> {
            if (failure == null && creates) {
                topics.mayCreate(topic).whenComplete((allowed, denial) -> {
                    if (denial == null) {
                        attempt(topic, deadline, FIRST_PAUSE, result);
                    } else {
                        refuse(result, KafkaErrors.text(denial));
                    }
                });
            } else {
                attemptIfFound(topic, deadline, result);
            }
        });
    }

    private void attemptIfFound(String topic, long deadline, CompletableFuture<Void> result) {
        topics.stillMissing(List.of(topic)).whenComplete((missing, failure) -> {
            if (failure == null && missing.isEmpty()) {
                attempt(topic, deadline, FIRST_PAUSE, result);
            } else {
                refuse(result, failure == null ? KafkaErrors.UNKNOWN_TOPIC : KafkaErrors.text(failure));
            }
        });
    }

    private void attempt(String topic, long deadline, long pause, CompletableFuture<Void> result) {
        try {
            if (producer.learn(topic)) {
                CompletionStage<Void> rules =
                        producer.rules().knows(topic) ? CompletableFuture.completedFuture(null) : learnRules(topic);
                rules.thenRun(() -> result.complete(null));
            } else if (System.nanoTime() - deadline > 0) {
                refuse(result, KafkaErrors.UNKNOWN_TOPIC);
            } else {
                scheduler.schedule(
                        () -> attempt(topic, deadline, Math.min(pause * 2, LONGEST_PAUSE), result),
                        pause,
                        TimeUnit.NANOSECONDS);
            }
        } catch (RefusedRecordException e) {
            result.completeExceptionally(e);
        } catch (RuntimeException e) {
            // The scheduler or the producer is closing; whoever waits must hear of it.
            refuse(result, KafkaErrors.text(e));
        }
    }

    /** Rules that cannot be read, as by a user who may not, are left to the brokers. */
    private CompletionStage<Void> learnRules(String topic) {
        return records.rules(topic).handle((rules, failure) -> {
            if (failure == null) {
                producer.rules().learn(topic, rules.largestBatch(), rules.compacted());
            } else {
                LOGGER.info(
                        KafkaErrors.SPARINGLY,
                        "configuration not readable, so brokers judge records topic={} reason=\"{}\"",
                        topic,
                        KafkaErrors.text(failure));
            }
            return null;
        });
    }

    private static void refuse(CompletableFuture<Void> result, String reason) {
        result.completeExceptionally(new RefusedRecordException(reason));
    }
}
