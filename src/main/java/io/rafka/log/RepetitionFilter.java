package io.rafka.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets each warning of Kafka's libraries through once in ten seconds: hundreds of consumers each repeat what one has
 * said about a broker that is down. rafka's own lines and all errors pass. Any thread.
 */
public final class RepetitionFilter extends TurboFilter {
    private static final String KAFKA = "org.apache.kafka";
    /** What belongs to normal life: a topic that is just being created, the first start and the end of a broker. */
    private static final List<String> EXPECTED = List.of(
            "The metadata response from the cluster reported a recoverable issue",
            "Performing controller activation",
            "Attempting to close NetworkClient that has already been closed");

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_KINDS = 1_000;

    private final ConcurrentMap<String, Long> shownAt = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        if (level != Level.WARN || format == null || !logger.getName().startsWith(KAFKA)) {
            return FilterReply.NEUTRAL;
        }
        if (EXPECTED.stream().anyMatch(format::contains)) {
            return FilterReply.DENY;
        }
        if (shownAt.size() > MOST_KINDS) {
            shownAt.clear();
        }
        // The format without its parameters, and without the client's name that Kafka puts in front.
        String kind = logger.getName() + format.substring(format.indexOf(']') + 1);
        long now = System.nanoTime();
        Long before = shownAt.get(kind);
        if (before != null && now - before < INTERVAL) {
            return FilterReply.DENY;
        }
        shownAt.put(kind, now);
        return FilterReply.NEUTRAL;
    }
}
