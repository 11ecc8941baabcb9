package io.rafka.kafka.consumer;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** What all group members have done since the start or the last reset, by group and topic. Any thread. */
public final class ConsumerStatistics {
    /** A group or topic that is no group's or topic's name: those for which there is no room. */
    static final String OTHER = "";

    /** Names are the clients' to choose, so there is no end of them. */
    private static final int MOST_KINDS = 1_000;

    private final ConcurrentMap<String, GroupCounts> groups = new ConcurrentHashMap<>();
    private final AtomicInteger topics = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    /** The group's, or those of all further groups if there is no room for it. */
    GroupCounts group(String group) {
        GroupCounts counts = groups.get(group);
        if (counts == null) {
            String name = groups.size() < MOST_KINDS ? group : OTHER;
            counts = groups.computeIfAbsent(name, same -> new GroupCounts(() -> topics.getAndIncrement() < MOST_KINDS));
        }
        return counts;
    }

    /** A member was not let in, for there are as many as there may be. */
    void countRefused() {
        refused.increment();
    }

    /** Members that were not let in above {@code max-consumers}. */
    public long refused() {
        return refused.sum();
    }

    /** By group, in the order of their ids; an empty one stands for those above a thousand, and so with topics. */
    public Map<String, GroupCounts> groups() {
        return new TreeMap<>(groups);
    }

    /** Records given to clients. */
    public long handedOut() {
        return sumOfTopics(TopicCounts::handedOut);
    }

    /** Acknowledgements taken from clients. */
    public long acknowledged() {
        return sumOfTopics(TopicCounts::acknowledged);
    }

    /** By how many offsets positions have been moved by commits. */
    public long committed() {
        return sumOfTopics(TopicCounts::committed);
    }

    /** How often members have been told which partitions they have from now on. */
    public long rebalances() {
        return sum(GroupCounts::rebalances);
    }

    /** Members that were put out of their groups. */
    public long kickedOut() {
        return sum(GroupCounts::kickedOut);
    }

    /** Commits that were given up. */
    public long failedCommits() {
        return sum(GroupCounts::failedCommits);
    }

    private long sumOfTopics(ToLongFunction<TopicCounts> count) {
        return sum(group -> group.topics().values().stream().mapToLong(count).sum());
    }

    private long sum(ToLongFunction<GroupCounts> count) {
        return groups.values().stream().mapToLong(count).sum();
    }

    /** Sets all to 0. */
    public void reset() {
        groups.values().forEach(GroupCounts::reset);
        refused.reset();
    }
}
