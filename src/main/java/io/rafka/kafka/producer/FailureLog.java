package io.rafka.kafka.producer;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs records that could not be delivered, each with a line of its own, so that it can be traced; of so many that the
 * log would suffer, the rest of the minute is only counted. Never logs a value. Threading: any thread.
 */
final class FailureLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(FailureLog.class);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final IntSupplier linesPerMinute;
    private long minute = System.nanoTime();
    private long lines;

    /** @param linesPerMinute asked each time */
    FailureLog(IntSupplier linesPerMinute) {
        this.linesPerMinute = linesPerMinute;
    }

    void failed(DeliveryFailure failure, byte @Nullable [] key, int size, String connection) {
        int most = linesPerMinute.getAsInt();
        long line = nextLine();
        if (line > most) {
            if (line == most + 1L) {
                LOGGER.warn(
                        "more than failure-log-limit={} records could not be delivered in a minute; further ones of "
                                + "this minute are only counted, by topic and error, see HGETALL stats",
                        most);
            }
            return;
        }
        LOGGER.warn(
                "record not delivered topic={} reason=\"{}\" session={} keyHash={} size={}",
                failure.topic(),
                failure.reason(),
                connection,
                key == null ? "none" : hash(key),
                size);
    }

    private synchronized long nextLine() {
        long now = System.nanoTime();
        if (now - minute >= MINUTE) {
            minute = now;
            lines = 0;
        }
        lines++;
        return lines;
    }

    /** CRC-32, which librdkafka's partitioners have too and every language can tell. */
    private static String hash(byte[] key) {
        return String.format(Locale.ROOT, "%08x", Partitioner.crc32(key));
    }
}
