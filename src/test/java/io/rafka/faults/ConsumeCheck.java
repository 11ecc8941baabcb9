package io.rafka.faults;

import io.rafka.faults.ConsumeJournal.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a group was given, compared with Kafka's log and with what the group had committed.
 *
 * @param neverHandedOut in the log, and given to no worker
 * @param handedOutThoughCommitted given in reply to a BLPOP that was sent when it was known to be committed
 * @param twiceToOneConnection given again to the very connection that had it already
 * @param notOfTheLog given with another value than the log has there
 * @param duplicates how many deliveries were not the first of their record
 * @param bound how many there may be at most. A record is handed out again only when its partition goes to another
 *     connection, and then only if it was not committed: so this is the sum, over each time that a partition went to
 *     another connection, of what had been handed out of it and was not known to be committed
 */
record ConsumeCheck(
        List<KafkaLog.Entry> neverHandedOut,
        List<String> handedOutThoughCommitted,
        List<String> twiceToOneConnection,
        List<String> notOfTheLog,
        long duplicates,
        long bound) {

    /** What a group had committed, as far as was seen. */
    interface Commits {
        /** Everything below this position had been committed before that moment. */
        long committedBefore(int partition, long nanoTime);
    }

    private record Place(int partition, long offset) {}

    private record Given(String connection, Place place) {}

    /** What has happened to one partition, as far as the deliveries have been looked at. */
    private static final class Seen {
        private String connection = "";
        private long next;
        private long mayComeAgain;
    }

    static ConsumeCheck of(ConsumeJournal journal, Commits commits, List<KafkaLog.Entry> log) {
        Map<Place, String> values = new HashMap<>();
        log.forEach(entry -> values.put(new Place(entry.partition(), entry.offset()), entry.value()));
        Set<Place> handedOut = new HashSet<>();
        Set<KafkaLog.Entry> asInTheLog = new HashSet<>();
        Set<Given> perConnection = new HashSet<>();
        List<String> thoughCommitted = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        List<String> notOfTheLog = new ArrayList<>();
        Map<Integer, Seen> partitions = new HashMap<>();
        long duplicates = 0;
        for (Delivery delivery : journal.deliveries()) {
            Place place = new Place(delivery.partition(), delivery.offset());
            duplicates += handedOut.add(place) ? 0 : 1;
            asInTheLog.add(new KafkaLog.Entry(delivery.partition(), delivery.offset(), delivery.value()));
            if (!perConnection.add(new Given(delivery.connection(), place))) {
                twice.add(delivery.toString());
            }
            if (!delivery.value().equals(values.get(place))) {
                notOfTheLog.add(delivery.toString());
            }
            long committed = commits.committedBefore(delivery.partition(), delivery.asked());
            if (delivery.offset() < committed) {
                thoughCommitted.add(delivery + " though committed up to " + committed);
            }
            note(delivery, committed, partitions.computeIfAbsent(delivery.partition(), same -> new Seen()));
        }
        List<KafkaLog.Entry> never =
                log.stream().filter(entry -> !asInTheLog.contains(entry)).toList();
        long bound = partitions.values().stream()
                .mapToLong(seen -> seen.mayComeAgain)
                .sum();
        return new ConsumeCheck(never, thoughCommitted, twice, notOfTheLog, duplicates, bound);
    }

    private static void note(Delivery delivery, long committed, Seen seen) {
        if (!seen.connection.isEmpty() && !seen.connection.equals(delivery.connection())) {
            seen.mayComeAgain += Math.max(0, seen.next - committed);
        }
        seen.connection = delivery.connection();
        seen.next = Math.max(seen.next, delivery.offset() + 1);
    }
}
