package io.rafka.faults;

import io.rafka.faults.ConsumeJournal.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which a group was given its messages. Each partition is handed out offset by offset; now and then it
 * begins again at what is not committed, because it has gone to another member.
 *
 * @param gaps messages that were handed out before an earlier one of their partition had ever been
 * @param restarts how often a partition began again
 * @param deepest how many messages a restart went back at most
 */
record GroupCheck(List<String> gaps, int restarts, long deepest) {
    /** What has been seen of a partition. */
    private static final class Seen {
        private long highest = -1;
        private long last = -1;
    }

    static GroupCheck of(ConsumeJournal journal) {
        List<String> gaps = new ArrayList<>();
        int restarts = 0;
        long deepest = 0;
        Map<Integer, Seen> partitions = new HashMap<>();
        for (Delivery delivery : journal.deliveries()) {
            Seen seen = partitions.computeIfAbsent(delivery.partition(), same -> new Seen());
            long offset = delivery.offset();
            if (offset > seen.highest + 1) {
                gaps.add(delivery + " after " + seen.highest);
            }
            if (offset <= seen.last) {
                restarts++;
                deepest = Math.max(deepest, seen.highest + 1 - offset);
            }
            seen.last = offset;
            seen.highest = Math.max(seen.highest, offset);
        }
        return new GroupCheck(gaps, restarts, deepest);
    }
}
