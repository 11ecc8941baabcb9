package io.rafka.kafka.consumer;

import java.util.List;
import java.util.Locale;

/**
 * What a group member is up to.
 *
 * @param consumer its client id: {@code <group>:<name>}
 * @param ready how many records are fetched ahead
 * @param partitions those that it holds, in the order of their topics' names and their numbers
 */
public record MemberFigures(String consumer, String group, State state, int ready, List<PartitionFigures> partitions) {
    /** How it stands to its group. */
    public enum State {
        /** It has not been told yet which partitions it has. */
        JOINING,
        JOINED,
        /** It commits and leaves. */
        LEAVING;

        /** As the page for operators tells it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many records its client has been given and has not acknowledged. */
    public long unacknowledged() {
        return partitions.stream().mapToLong(PartitionFigures::unacknowledged).sum();
    }

    MemberFigures with(List<PartitionFigures> others) {
        return new MemberFigures(consumer, group, state, ready, others);
    }
}
