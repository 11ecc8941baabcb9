package io.rafka.kafka.topic;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * Whether the cluster answers, and how large it is.
 *
 * <p>Threading: any thread may ask; stages complete on any, which must not be made to wait.
 */
public final class ClusterStatus {
    private final Admin admin;
    private final TopicCatalog catalog;
    private final FreshAnswer<Snapshot> answer =
            new FreshAnswer<>(this::ask, Snapshot::silent, new Snapshot("", 0, 0, false));

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
    public CompletionStage<Snapshot> snapshot() {
        return answer.get();
    }

    /** What was known when somebody asked last. */
    public Snapshot last() {
        return answer.last();
    }

    private CompletionStage<Snapshot> ask() {
        CompletionStage<Integer> topics = catalog.names().thenApply(names -> names.size());
        return cluster()
                .thenCombine(topics, (half, count) -> new Snapshot(half.clusterId(), half.brokers(), count, true));
    }
}
