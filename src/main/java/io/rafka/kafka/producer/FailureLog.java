package io.rafka.kafka.producer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs records that could not be delivered, each topic and reason at most once a second with the number left out since:
 * when Kafka is gone, a hundred thousand fail at once. Never logs a value. Threading: the producer's thread.
 */
final class FailureLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(FailureLog.class);
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_KINDS = 1_000;

    private record Kind(String topic, String reason) {}

    private static final class Seen {
        private long loggedAt;
        private long leftOut;
    }

    private final ConcurrentHashMap<Kind, Seen> seen = new ConcurrentHashMap<>();

    void failed(String topic, byte @Nullable [] key, int size, String connection, String reason) {
        if (seen.size() > MOST_KINDS) {
            seen.clear();
        }
        long now = System.nanoTime();
        Kind kind = new Kind(topic, reason);
        seen.compute(kind, (same, last) -> {
            if (last != null && now - last.loggedAt < INTERVAL) {
                last.leftOut++;
                return last;
            }
            Seen current = last == null ? new Seen() : last;
            LOGGER.warn(
                    "record not delivered topic={} reason=\"{}\" connection={} keyHash={} size={} alsoNotLogged={}",
                    topic,
                    reason,
                    connection,
                    key == null ? "none" : Integer.toHexString(java.util.Arrays.hashCode(key)),
                    size,
                    current.leftOut);
            current.loggedAt = now;
            current.leftOut = 0;
            return current;
        });
    }
}
