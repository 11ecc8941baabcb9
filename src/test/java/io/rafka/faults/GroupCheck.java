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
 * @param deepest how many messages a restart went back at most. That depends on the clients alone: whose
 *     acknowledgements come late, or in the middle of a rebalance when they are refused, has many open
 * @param handedOutThoughAcknowledged given in reply to a BLPOP that was sent when an acknowledgement that covers it had
 *     been answered {@code :1}. There are none as long as all commits succeed, for no partition goes to another member
 *     before its commit is done: so this is the bound on duplicates
 */
record GroupCheck(List<String> gaps, int restarts, long deepest, List<String> handedOutThoughAcknowledged) {
    /** What has been seen of a partition. */
    private static final class Seen {
        private long highest = -1;
        private long last = -1;
    }

    static GroupCheck of(ConsumeJournal journal) {
        List<String> gaps = new ArrayList<>();
        List<String> thoughAcknowledged = new ArrayList<>();
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
            long acknowledged = journal.acknowledged().before(delivery.partition(), delivery.asked());
            if (offset < acknowledged) {
                thoughAcknowledged.add(delivery + " though acknowledged up to " + acknowledged);
            }
            seen.last = offset;
            seen.highest = Math.max(seen.highest, offset);
        }
        return new GroupCheck(gaps, restarts, deepest, thoughAcknowledged);
    }
}
