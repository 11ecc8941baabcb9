package io.rafka.kafka.consumer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Members with a {@code group.instance.id}, one after the other. A new one takes the place of the old in its group at
 * once, and what the old has not committed by then it cannot commit any more: so a client that connects again waits
 * until its last member is done. Two that stay are a mistake, and Kafka lets the one win that joins later: that has to
 * be the one that came later, however long the other had to wait. Any thread.
 *
 * @see <a href="https://cwiki.apache.org/confluence/x/kRg0BQ">KIP-345</a>
 */
final class StaticMembers {
    private record Place(String group, String instance) {}

    private final ConcurrentMap<Place, PollLoop> latest = new ConcurrentHashMap<>();

    /**
     * What a new member has to wait for.
     *
     * @param instance null for a member that is not static
     */
    CompletionStage<Void> predecessor(String group, @Nullable String instance) {
        PollLoop last = instance == null ? null : latest.get(new Place(group, instance));
        if (last == null) {
            return CompletableFuture.completedFuture(null);
        }
        return last.isLeaving() ? last.left() : last.begun();
    }

    /** The member has its place from now on. */
    void joined(String group, @Nullable String instance, PollLoop member) {
        if (instance != null) {
            Place place = new Place(group, instance);
            latest.put(place, member);
            member.left().thenRun(() -> latest.remove(place, member));
        }
    }
}
