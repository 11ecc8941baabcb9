package io.rafka.admin.overview;

import io.rafka.kafka.consumer.MemberFigures;
import io.rafka.kafka.producer.Outstanding;
import io.rafka.session.Session;
import io.rafka.session.SessionConsumer;
import io.rafka.session.Sessions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connections that somebody wants to see. Any thread; each is asked on its own event loop. */
final class Connections {
    /** Nobody reads more, and a browser would take long to draw them. */
    static final int MOST = 200;

    private final Sessions sessions;

    Connections(Sessions sessions) {
        this.sessions = sessions;
    }

    /** By what they can be sorted, the largest first. */
    enum Order {
        /** Records outstanding, and handed out and not acknowledged. */
        BUSY,
        OUTSTANDING,
        UNACKNOWLEDGED,
        IDLE,
        AGE;

        /** The one that is called so; BUSY if there is none. */
        static Order of(String name) {
            for (Order order : values()) {
                if (order.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return order;
                }
            }
            return BUSY;
        }

        private long rank(Session session) {
            return switch (this) {
                case BUSY -> Connections.outstanding(session) + Connections.unacknowledged(session);
                case OUTSTANDING -> Connections.outstanding(session);
                case UNACKNOWLEDGED -> Connections.unacknowledged(session);
                case IDLE -> session.activity().idle();
                case AGE -> session.activity().age();
            };
        }
    }

    /**
     * One of them.
     *
     * @param age in seconds
     * @param idle in seconds
     * @param command the last one
     * @param outstanding records that it has produced and Kafka has not acknowledged
     * @param waiting bytes that have come and are not executed
     * @param unread bytes of replies that the client has not read
     * @param consumer null if it has none
     */
    record Row(
            long id,
            String name,
            String address,
            long age,
            long idle,
            String command,
            boolean isBlocked,
            long outstanding,
            long waiting,
            long unread,
            @Nullable MemberFigures consumer) {}

    /**
     * Those that were found.
     *
     * @param total how many connections there are
     * @param matching how many of them were looked for
     * @param rows the first of those
     */
    record Found(int total, int matching, List<Row> rows) {}

    private record Ranked(long id, long rank) {}

    /** @param text is part of the names or addresses that are looked for; empty for all */
    CompletionStage<Found> find(String text, Order order) {
        int total = sessions.count();
        // All are ranked, and only those that are shown are described.
        return sessions.ask(session -> matches(session, text) ? new Ranked(session.id(), order.rank(session)) : null)
                .thenCompose(ranked -> {
                    List<Long> shown = ranked.stream()
                            .sorted(Comparator.comparingLong(Ranked::rank)
                                    .reversed()
                                    .thenComparingLong(Ranked::id))
                            .limit(MOST)
                            .map(Ranked::id)
                            .toList();
                    return describe(shown).thenApply(rows -> new Found(total, ranked.size(), rows));
                });
    }

    private CompletionStage<List<Row>> describe(List<Long> ids) {
        Set<Long> wanted = Set.copyOf(ids);
        return sessions.ask(session -> wanted.contains(session.id()) ? row(session) : null)
                .thenApply(rows -> {
                    var byId = rows.stream().collect(Collectors.toMap(Row::id, row -> row));
                    // One may have closed meanwhile.
                    return ids.stream().filter(byId::containsKey).map(byId::get).toList();
                });
    }

    private static boolean matches(Session session, String text) {
        return text.isEmpty()
                || session.name().contains(text)
                || session.address().contains(text);
    }

    private static long outstanding(Session session) {
        Outstanding outstanding = session.outstanding();
        return outstanding == null ? 0 : outstanding.records();
    }

    private static long unacknowledged(Session session) {
        SessionConsumer consumer = session.consumer();
        return consumer == null ? 0 : consumer.member().unacknowledged();
    }

    private static Row row(Session session) {
        SessionConsumer consumer = session.consumer();
        return new Row(
                session.id(),
                session.name(),
                session.address(),
                session.activity().age(),
                session.activity().idle(),
                session.activity().command(),
                session.isBlocked(),
                outstanding(session),
                session.socket().waiting(),
                session.socket().unread(),
                consumer == null ? null : consumer.member().figures());
    }
}
