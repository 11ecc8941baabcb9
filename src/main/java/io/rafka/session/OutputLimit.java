package io.rafka.session;

import io.rafka.config.server.OutputLimits;
import io.rafka.config.server.OutputLimits.ClientClass;
import io.rafka.config.server.OutputLimits.Limit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether one client leaves more unread than {@code client-output-buffer-limit} lets it: the hard limit whenever
 * something is written, the soft limit once a second. The connection's event loop only.
 */
final class OutputLimit {
    /** Which of a class's limits has been reached. */
    enum Reached {
        HARD,
        SOFT;

        /** As the log tells it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Supplier<OutputLimits> limits;
    private final LongSupplier clock;
    private boolean isSoftReached;
    private long softReachedAt;

    /**
     * For a client that leaves nothing unread yet.
     *
     * @param limits those of all classes, asked each time
     * @param clock in nanoseconds
     */
    OutputLimit(Supplier<OutputLimits> limits, LongSupplier clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * More is to be written: disconnects the client if it then leaves as much unread as the hard limit of its class
     * says, and tells so.
     *
     * @param unread what it has not read then, in bytes
     * @return whether it has been disconnected, now or before
     */
    boolean ends(Session session, long unread) {
        return session.isKilled() || endsIf(session, unread, Limit::isHardReached, Reached.HARD);
    }

    /**
     * Looks after the soft limit too, which is reached if each look finds as much left. To be called once a second, and
     * when the client has read if {@link #isSoftReached}.
     *
     * @param unread what it has not read, in bytes
     * @param left what of it was there at the look before already
     */
    void look(Session session, long unread, long left) {
        if (!ends(session, unread)) {
            endsIf(session, left, this::isSoftOver, Reached.SOFT);
        }
    }

    /** Whether the last look has found as much unread as the soft limit says. */
    boolean isSoftReached() {
        return isSoftReached;
    }

    private interface Condition {
        boolean isOver(Limit limit, long unread);
    }

    private boolean endsIf(Session session, long unread, Condition condition, Reached reached) {
        ClientClass which = session.isSubscribed() ? ClientClass.PUBSUB : ClientClass.NORMAL;
        // What is written to a client that has gone is dropped, and nobody is disconnected for it.
        if (!condition.isOver(limits.get().of(which), unread)
                || !session.connection().isActive()) {
            return false;
        }
        session.sessions().aboveOutputLimit(session, which, reached, unread);
        session.kill();
        return true;
    }

    /** By the look of this moment. */
    boolean isSoftOver(Limit limit, long unread) {
        if (!limit.isSoftReached(unread)) {
            isSoftReached = false;
            return false;
        }
        long now = clock.getAsLong();
        if (!isSoftReached) {
            isSoftReached = true;
            softReachedAt = now;
        }
        return now - softReachedAt > TimeUnit.SECONDS.toNanos(limit.softSeconds());
    }
}
