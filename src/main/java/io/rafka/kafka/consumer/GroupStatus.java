package io.rafka.kafka.consumer;

import io.rafka.kafka.topic.FreshAnswer;
import io.rafka.kafka.topic.GroupOffsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the members are up to, and how far their groups are behind.
 *
 * <p>Threading: any thread may ask; stages complete on any, which must not be made to wait.
 */
public final class GroupStatus {
    /** Below the half second that whoever asks is made to wait. */
    private static final long PATIENCE_MILLIS = 400;

    private final GroupMembers members;
    private final FreshAnswer<List<MemberFigures>> answer;

    /** Of these. */
    public GroupStatus(GroupMembers members) {
        this.members = members;
        answer = new FreshAnswer<>(this::ask, before -> members.figures(), List.of());
    }

    /** Of all members that have not left, now or a moment ago. Never fails; completes within half a second. */
    public CompletionStage<List<MemberFigures>> snapshot() {
        return answer.get();
    }

    /** What was known when somebody asked last. */
    public List<MemberFigures> last() {
        return answer.last();
    }

    /** Each is asked about as who it is: others may not be allowed to know. */
    private CompletionStage<List<MemberFigures>> ask() {
        CompletionStage<List<MemberFigures>> whole = CompletableFuture.completedFuture(List.of());
        for (Map.Entry<GroupLogin, List<MemberFigures>> same :
                members.figuresByLogin().entrySet()) {
            whole = whole.thenCombine(
                    ask(same.getKey().offsets(), same.getValue()),
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        }
        return whole;
    }

    private static CompletionStage<List<MemberFigures>> ask(GroupOffsets offsets, List<MemberFigures> all) {
        Set<TopicPartition> logs = new HashSet<>();
        Map<String, Set<TopicPartition>> positions = new HashMap<>();
        for (MemberFigures member : all) {
            for (PartitionFigures figures : member.partitions()) {
                TopicPartition partition = partition(figures);
                logs.add(partition);
                // A member that has not been given a record yet has not needed to know where it begins.
                if (figures.committed() == PartitionFigures.UNKNOWN) {
                    positions
                            .computeIfAbsent(member.group(), group -> new HashSet<>())
                            .add(partition);
                }
            }
        }
        return offsets.ask(logs, positions, PATIENCE_MILLIS).thenApply(found -> withLags(all, found));
    }

    private static List<MemberFigures> withLags(List<MemberFigures> all, GroupOffsets.Answer found) {
        List<MemberFigures> complete = new ArrayList<>();
        for (MemberFigures member : all) {
            Map<TopicPartition, Long> positions = found.committed().getOrDefault(member.group(), Map.of());
            complete.add(member.with(member.partitions().stream()
                    .map(figures -> withLag(
                            figures,
                            positions.get(partition(figures)),
                            found.ends().get(partition(figures))))
                    .toList()));
        }
        return complete;
    }

    private static PartitionFigures withLag(PartitionFigures figures, @Nullable Long committed, @Nullable Long end) {
        long position = committed == null ? figures.committed() : committed;
        if (position == PartitionFigures.UNKNOWN || end == null) {
            return figures;
        }
        // The end was asked for some time ago, and the position is of now.
        return figures.at(position, Math.max(0, end - position));
    }

    private static TopicPartition partition(PartitionFigures figures) {
        return new TopicPartition(figures.topic(), figures.partition());
    }
}
