package io.rafka.kafka.topic;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The records of a topic as a whole: how many, on how many brokers, and their end.
 *
 * <p>Threading: any thread may ask; stages complete on the admin client's one thread, which must not be made to wait.
 */
public final class TopicRecords {
    private final Admin admin;
    private final TopicCatalog catalog;

    /** @param catalog knows which topics are hidden: they are as if they did not exist */
    public TopicRecords(ClusterAdmin cluster, TopicCatalog catalog) {
        admin = cluster.admin();
        this.catalog = catalog;
    }

    /**
     * How many offsets there are between the beginnings and the ends of a topic's partitions. That is how many records
     * it holds, unless it is compacted or has transactions.
     *
     * @return 0 if there is no such topic
     */
    public CompletionStage<Long> count(String topic) {
        if (catalog.hides(topic)) {
            return CompletableFuture.completedFuture(0L);
        }
        return describe(List.of(topic))
                .thenCompose(topics -> count(
                        topic, Objects.requireNonNull(topics.get(topic), topic).partitions()))
                .exceptionally(failure -> {
                    // Throws what is another failure than that.
                    TopicFailures.isUnknown(topic, failure);
                    return 0L;
                });
    }

    private CompletionStage<Long> count(String topic, List<TopicPartitionInfo> partitions) {
        return offsets(topic, partitions, OffsetSpec.latest())
                .thenCombine(
                        offsets(topic, partitions, OffsetSpec.earliest()), (ends, beginnings) -> ends - beginnings);
    }

    /** The sum over all partitions. */
    private CompletionStage<Long> offsets(String topic, List<TopicPartitionInfo> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(new TopicPartition(topic, partition.partition()), which));
        return admin.listOffsets(wanted, new ListOffsetsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .all()
                .toCompletionStage()
                .thenApply(offsets -> offsets.values().stream()
                        .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                        .sum());
    }

    /**
     * On how many brokers a partition of these topics is in sync, of all partitions the one with the fewest. That many
     * brokers have every record that was acknowledged with {@code acks=all}: a broker that has come into the set since
     * has caught up with it.
     *
     * @return empty if none of the topics exists; others that do not are left out, as they have no records
     */
    public CompletionStage<OptionalInt> inSyncReplicas(Collection<String> topics) {
        CompletionStage<OptionalInt> fewest = CompletableFuture.completedFuture(OptionalInt.empty());
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : admin.describeTopics(
                        topics, new DescribeTopicsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .topicNameValues()
                .entrySet()) {
            CompletionStage<OptionalInt> ofTopic = answer.getValue()
                    .toCompletionStage()
                    .handle((description, failure) -> TopicFailures.isUnknown(answer.getKey(), failure)
                            ? OptionalInt.empty()
                            : description.partitions().stream()
                                    .mapToInt(partition -> partition.isr().size())
                                    .min());
            fewest = fewest.thenCombine(
                    ofTopic,
                    (one, other) ->
                            IntStream.concat(one.stream(), other.stream()).min());
        }
        return fewest;
    }

    /**
     * What records a topic takes.
     *
     * @param largestBatch in bytes: its {@code max.message.bytes}
     * @param compacted whether it takes only records with a key
     */
    public record Rules(long largestBatch, boolean compacted) {}

    /** What records the topic takes now. */
    public CompletionStage<Rules> rules(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        KafkaFuture<Config> config = admin.describeConfigs(
                        List.of(resource), new DescribeConfigsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .values()
                .get(resource);
        return Objects.requireNonNull(config, topic)
                .toCompletionStage()
                .thenApply(entries -> new Rules(
                        Long.parseLong(entries.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                                .value()),
                        entries.get(TopicConfig.CLEANUP_POLICY_CONFIG)
                                .value()
                                .contains(TopicConfig.CLEANUP_POLICY_COMPACT)));
    }

    private CompletionStage<Map<String, TopicDescription>> describe(Collection<String> topics) {
        return admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .allTopicNames()
                .toCompletionStage();
    }

    /** Deletes topics with all their records. Completes with how many there were; those that do not exist are not. */
    public CompletionStage<Long> delete(Collection<String> topics) {
        List<String> visible = topics.stream()
                .filter(topic -> !catalog.hides(topic))
                .distinct()
                .toList();
        Map<String, KafkaFuture<Void>> answers = admin.deleteTopics(
                        visible, new DeleteTopicsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .topicNameValues();
        CompletionStage<Long> count = CompletableFuture.completedFuture(0L);
        for (String topic : visible) {
            CompletionStage<Boolean> wasMissing = Objects.requireNonNull(answers.get(topic), topic)
                    .toCompletionStage()
                    .handle((done, failure) -> TopicFailures.isUnknown(topic, failure));
            count = count.thenCombine(wasMissing, (sum, missing) -> missing ? sum : sum + 1);
        }
        return count;
    }
}
