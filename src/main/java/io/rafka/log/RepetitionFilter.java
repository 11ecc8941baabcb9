package io.rafka.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets each warning and error of Kafka's clients, and each warning of the embedded broker, through once in ten seconds:
 * hundreds of consumers each repeat what one has said about a broker that is down, or refuses the password. The same
 * holds for lines of rafka with the marker {@value #SPARINGLY}; its others pass. How many were left out is told before
 * the next one. Any thread.
 */
public final class RepetitionFilter extends TurboFilter {
    /** The name of the marker of lines that many threads may write about the same. */
    public static final String SPARINGLY = "SPARINGLY";

    private static final String KAFKA = "org.apache.kafka";
    private static final String KAFKAS_CLIENTS = "org.apache.kafka.clients";
    /** What belongs to normal life: a topic that is just being created, the first start and the end of a broker. */
    private static final List<String> EXPECTED = List.of(
            "The metadata response from the cluster reported a recoverable issue",
            // With a stack trace each time; what it is about is told by whoever asked.
            "Fatal error during metadata update",
            "Performing controller activation",
            "Attempting to close NetworkClient that has already been closed");

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_KINDS = 1_000;

    private final LongSupplier clock;
    private final ConcurrentMap<String, Shown> kinds = new ConcurrentHashMap<>();

    /**
     * A kind of lines.
     *
     * @param at when one was let through, by {@link System#nanoTime}
     * @param leftOut how many since were not
     */
    private record Shown(long at, long leftOut) {}

    /** Nothing has been shown yet. */
    public RepetitionFilter() {
        this(System::nanoTime);
    }

    /** @param clock in nanoseconds */
    RepetitionFilter(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        if (format == null || !isLimited(marker, logger.getName(), level)) {
            return FilterReply.NEUTRAL;
        }
        if (level == Level.WARN && EXPECTED.stream().anyMatch(format::contains)) {
            return FilterReply.DENY;
        }
        if (kinds.size() > MOST_KINDS) {
            kinds.clear();
        }
        // Without the client's name that Kafka puts in front. Kafka's clients hand over finished messages: what differs
        // between two of a kind is mostly a number.
        String kind =
                logger.getName() + format.substring(format.indexOf(']') + 1).replaceAll("\\d+", "#");
        return isShown(kind, logger, level) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private boolean isShown(String kind, Logger logger, Level level) {
        long now = clock.getAsLong();
        AtomicBoolean shown = new AtomicBoolean();
        AtomicLong leftOut = new AtomicLong();
        kinds.compute(kind, (same, before) -> {
            shown.set(before == null || now - before.at >= INTERVAL);
            if (!shown.get()) {
                return new Shown(before.at, before.leftOut + 1);
            }
            leftOut.set(before == null ? 0 : before.leftOut);
            return new Shown(now, 0);
        });
        if (leftOut.get() > 0) {
            logger.getLoggerContext()
                    .getLogger(RepetitionFilter.class)
                    .atLevel(org.slf4j.event.Level.valueOf(level.toString()))
                    .log("lines like the next one were left out count={}", leftOut.get());
        }
        return shown.get();
    }

    private static boolean isLimited(@Nullable Marker marker, String logger, Level level) {
        if (marker != null && marker.getName().equals(SPARINGLY)) {
            return true;
        }
        return (level == Level.WARN && logger.startsWith(KAFKA))
                || (level == Level.ERROR && logger.startsWith(KAFKAS_CLIENTS));
    }
}
