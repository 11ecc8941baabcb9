package io.rafka.kafka.topic;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cluster answers, and how large it is. Any number who ask within a second cost one question, and nobody is
 * kept waiting by a cluster that is away.
 *
 * <p>Threading: any thread may ask; stages complete on any, which must not be made to wait.
 */
public final class ClusterStatus {
    /** For how long an answer is given again. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    /** For how long whoever asks is made to wait. */
    private static final long PATIENCE_MILLIS = 500;

    private final Admin admin;
    private final TopicCatalog catalog;
    private @Nullable CompletableFuture<Snapshot> current;
    private long asked;
    private Snapshot last = new Snapshot("", 0, 0, false);

    /**
     * What was known at a moment.
     *
     * @param clusterId empty if it has never been told
     * @param brokers how many there are, or were when the cluster answered last
     * @param topics how many there are that are not internal, or were
     * @param answers whether the cluster has answered in time
     */
    public record Snapshot(String clusterId, int brokers, int topics, boolean answers) {
        private Snapshot silent() {
            return new Snapshot(clusterId, brokers, topics, false);
        }
    }

    /** @param catalog knows the topics */
    public ClusterStatus(ClusterAdmin cluster, TopicCatalog catalog) {
        admin = cluster.admin();
        this.catalog = catalog;
    }

    /** A line about the cluster, for the log; fails after a few seconds if it cannot be reached. */
    public CompletionStage<String> describe() {
        return cluster().thenApply(found -> "id=" + found.clusterId() + " brokers=" + found.brokers());
    }

    /** Without its topics. */
    private CompletionStage<Snapshot> cluster() {
        var cluster = admin.describeCluster(new DescribeClusterOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS));
        return cluster.clusterId()
                .toCompletionStage()
                .thenCombine(
                        cluster.nodes().toCompletionStage(), (id, nodes) -> new Snapshot(id, nodes.size(), 0, true));
    }

    /** What is known now, or was a moment ago. Never fails; completes within half a second. */
    public synchronized CompletionStage<Snapshot> snapshot() {
        CompletableFuture<Snapshot> known = current;
        long now = System.nanoTime();
        if (known == null || now - asked > FRESH) {
            asked = now;
            known = ask();
            current = known;
        }
        return known;
    }

    /** What was known when somebody asked last. */
    public synchronized Snapshot last() {
        return last;
    }

    private CompletableFuture<Snapshot> ask() {
        CompletionStage<Integer> topics = catalog.names().thenApply(names -> names.size());
        CompletionStage<Snapshot> answer = cluster()
                .thenCombine(topics, (half, count) -> new Snapshot(half.clusterId(), half.brokers(), count, true));
        // Nobody but Kafka may complete a stage that comes from Kafka, a time-out neither.
        CompletableFuture<Snapshot> first = new CompletableFuture<>();
        answer.whenComplete((snapshot, failure) -> {
            if (failure == null) {
                first.complete(snapshot);
            } else {
                first.completeExceptionally(failure);
            }
        });
        return first.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).handle(this::settle);
    }

    private synchronized Snapshot settle(@Nullable Snapshot answer, @Nullable Throwable failure) {
        last = answer == null ? last.silent() : answer;
        return last;
    }
}
