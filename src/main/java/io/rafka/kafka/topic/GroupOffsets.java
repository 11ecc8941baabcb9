package io.rafka.kafka.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where logs end and where groups stand, as the brokers know it.
 *
 * <p>Threading: any thread may ask; stages complete on any, which must not be made to wait.
 */
public final class GroupOffsets {
    private static final Logger LOGGER = LoggerFactory.getLogger(GroupOffsets.class);

    private final Admin admin;

    /**
     * What the brokers have answered. What they did not is left out.
     *
     * @param ends the offsets after the last record
     * @param committed by group
     */
    public record Answer(Map<TopicPartition, Long> ends, Map<String, Map<TopicPartition, Long>> committed) {}

    /** Asks the brokers of this cluster. */
    public GroupOffsets(ClusterAdmin cluster) {
        admin = cluster.admin();
    }

    /**
     * Asks each broker and each group's coordinator once. Never fails.
     *
     * @param logs whose ends are wanted
     * @param positions which positions are wanted, by group
     * @param longest after so many milliseconds it completes with what has been answered: one topic that is no more
     *     must not hide all others
     */
    public CompletionStage<Answer> ask(
            Set<TopicPartition> logs, Map<String, Set<TopicPartition>> positions, long longest) {
        ConcurrentMap<TopicPartition, Long> ends = new ConcurrentHashMap<>();
        ConcurrentMap<String, Map<TopicPartition, Long>> committed = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> answers = new ArrayList<>(askForEnds(logs, ends));
        answers.addAll(askForPositions(positions, committed));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, longest, TimeUnit.MILLISECONDS)
                .thenApply(done -> new Answer(Map.copyOf(ends), Map.copyOf(committed)));
    }

    private List<CompletableFuture<?>> askForEnds(Set<TopicPartition> logs, Map<TopicPartition, Long> ends) {
        if (logs.isEmpty()) {
            return List.of();
        }
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        logs.forEach(log -> wanted.put(log, OffsetSpec.latest()));
        ListOffsetsResult result =
                admin.listOffsets(wanted, new ListOffsetsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS));
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (TopicPartition log : logs) {
            answers.add(result.partitionResult(log)
                    .toCompletionStage()
                    .thenAccept(info -> ends.put(log, info.offset()))
                    .exceptionally(failure -> unanswered("the end of " + log, failure))
                    .toCompletableFuture());
        }
        return answers;
    }

    private List<CompletableFuture<?>> askForPositions(
            Map<String, Set<TopicPartition>> positions, Map<String, Map<TopicPartition, Long>> committed) {
        if (positions.isEmpty()) {
            return List.of();
        }
        Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
        positions.forEach((group, partitions) ->
                wanted.put(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)));
        ListConsumerGroupOffsetsResult result = admin.listConsumerGroupOffsets(
                wanted, new ListConsumerGroupOffsetsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS));
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (String group : positions.keySet()) {
            answers.add(result.partitionsToOffsetAndMetadata(group)
                    .toCompletionStage()
                    .thenAccept(offsets -> {
                        Map<TopicPartition, Long> known = new HashMap<>();
                        offsets.forEach((partition, offset) -> {
                            // A group that has not been anywhere has none.
                            if (offset != null) {
                                known.put(partition, offset.offset());
                            }
                        });
                        committed.put(group, known);
                    })
                    .exceptionally(failure -> unanswered("the positions of " + group, failure))
                    .toCompletableFuture());
        }
        return answers;
    }

    private static Void unanswered(String what, Throwable failure) {
        LOGGER.debug("offsets could not be found out of=\"{}\"", what, failure);
        return null;
    }
}
