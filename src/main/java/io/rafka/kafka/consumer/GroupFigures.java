package io.rafka.kafka.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the members of one group here are up to, and have done.
 *
 * @param group its id; empty for those above a thousand that are counted together
 * @param members that have not left
 * @param counts what they and those before them have done
 * @param topics those that they have, or have had, in the order of their names
 */
public record GroupFigures(String group, int members, GroupCounts counts, List<TopicFigures> topics) {
    private static final GroupCounts NOT_COUNTED = new GroupCounts(() -> false);

    /**
     * One topic of a group.
     *
     * @param topic empty for those above a thousand that are counted together
     * @param partitions that the members hold
     * @param unacknowledged how many offsets clients were given and have not acknowledged
     * @param lag how many offsets there are from the group's positions to the ends of those partitions;
     *     {@link PartitionFigures#UNKNOWN} if it is not known of any
     */
    public record TopicFigures(String topic, int partitions, long unacknowledged, long lag, TopicCounts counts) {}

    /** Of all groups that have members or have had some, in the order of their ids. */
    public static List<GroupFigures> of(ConsumerStatistics statistics, List<MemberFigures> members) {
        Map<String, GroupCounts> counts = statistics.groups();
        Map<String, List<MemberFigures>> byGroup = new TreeMap<>();
        counts.keySet().forEach(group -> byGroup.put(group, new ArrayList<>()));
        members.forEach(member -> byGroup.computeIfAbsent(member.group(), group -> new ArrayList<>())
                .add(member));
        List<GroupFigures> all = new ArrayList<>();
        byGroup.forEach((group, those) -> {
            GroupCounts counted = counts.getOrDefault(group, NOT_COUNTED);
            all.add(new GroupFigures(group, those.size(), counted, topics(those, counted)));
        });
        return all;
    }

    private static List<TopicFigures> topics(List<MemberFigures> members, GroupCounts counted) {
        Map<String, List<PartitionFigures>> held = new TreeMap<>();
        for (MemberFigures member : members) {
            for (PartitionFigures partition : member.partitions()) {
                held.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                        .add(partition);
            }
        }
        Map<String, TopicCounts> counts = counted.topics();
        TreeSet<String> names = new TreeSet<>(counts.keySet());
        names.addAll(held.keySet());
        List<TopicFigures> topics = new ArrayList<>();
        for (String name : names) {
            List<PartitionFigures> partitions = held.getOrDefault(name, List.of());
            topics.add(new TopicFigures(
                    name,
                    partitions.size(),
                    partitions.stream()
                            .mapToLong(PartitionFigures::unacknowledged)
                            .sum(),
                    lag(partitions),
                    counts.getOrDefault(name, new TopicCounts())));
        }
        return topics;
    }

    private static long lag(List<PartitionFigures> partitions) {
        List<Long> known = partitions.stream()
                .map(PartitionFigures::lag)
                .filter(lag -> lag != PartitionFigures.UNKNOWN)
                .toList();
        return known.isEmpty()
                ? PartitionFigures.UNKNOWN
                : known.stream().mapToLong(Long::longValue).sum();
    }
}
