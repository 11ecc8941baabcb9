package io.rafka.kafka.consumer;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** What the members of one group have done since the start or the last reset. Any thread. */
public final class GroupCounts {
    private final ConcurrentMap<String, TopicCounts> topics = new ConcurrentHashMap<>();
    private final LongAdder rebalances = new LongAdder();
    private final LongAdder failedCommits = new LongAdder();
    private final Map<KickedOut, LongAdder> kickedOut = new EnumMap<>(KickedOut.class);
    private final BooleanSupplier mayCountAnother;

    /** @param mayCountAnother whether there is room for a topic that is not counted yet; asked once for each */
    GroupCounts(BooleanSupplier mayCountAnother) {
        this.mayCountAnother = mayCountAnother;
        for (KickedOut reason : KickedOut.values()) {
            kickedOut.put(reason, new LongAdder());
        }
    }

    /** The topic's, or those of all further topics if there is no room for it. */
    TopicCounts topic(String topic) {
        TopicCounts counts = topics.get(topic);
        if (counts == null) {
            String name = mayCountAnother.getAsBoolean() ? topic : ConsumerStatistics.OTHER;
            counts = topics.computeIfAbsent(name, same -> new TopicCounts());
        }
        return counts;
    }

    void countRebalance() {
        rebalances.increment();
    }

    void countFailedCommit() {
        failedCommits.increment();
    }

    void count(KickedOut reason) {
        adder(reason).increment();
    }

    private LongAdder adder(KickedOut reason) {
        LongAdder adder = kickedOut.get(reason);
        if (adder == null) {
            throw new IllegalArgumentException(reason.name());
        }
        return adder;
    }

    /** By topic, in the order of their names. */
    public Map<String, TopicCounts> topics() {
        return new TreeMap<>(topics);
    }

    /** How often a member has been told which partitions it has from now on. */
    public long rebalances() {
        return rebalances.sum();
    }

    /** Commits that were given up: what was acknowledged comes again. */
    public long failedCommits() {
        return failedCommits.sum();
    }

    /** Members that were put out of the group for this reason. */
    public long kickedOut(KickedOut reason) {
        return adder(reason).sum();
    }

    /** For whatever reason. */
    public long kickedOut() {
        return kickedOut.values().stream().mapToLong(LongAdder::sum).sum();
    }

    void reset() {
        topics.values().forEach(TopicCounts::reset);
        rebalances.reset();
        failedCommits.reset();
        kickedOut.values().forEach(LongAdder::reset);
    }
}
