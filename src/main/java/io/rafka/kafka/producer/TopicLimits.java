package io.rafka.kafka.producer;

import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.KafkaErrors;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The largest record that each topic takes, its {@code max.message.bytes}. A record above it is refused before it is
 * accepted: Kafka's producer would put it into a batch with others, and all of them could fail with it.
 *
 * <p>With compression only the brokers can tell, so nothing is checked then. Threading: any thread.
 */
final class TopicLimits {
    /** What a batch has beside its records, in bytes. */
    private static final int BATCH_OVERHEAD = 61;
    /** Attributes, the two deltas to the batch's first record, and the number of headers: a byte each. */
    private static final int RECORD_OVERHEAD = 4;
    /** A limit that a record exceeds is asked for again if it is older. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private record Limit(long bytes, long knownAt) {}

    private final ServerConfig config;
    private final boolean compresses;
    private final ConcurrentMap<String, Limit> limits = new ConcurrentHashMap<>();
    /** Of all topics: most records are far below, and need no more than this. */
    private volatile long smallest = Long.MAX_VALUE;

    /** @param compresses whether the producer does */
    TopicLimits(ServerConfig config, boolean compresses) {
        this.config = config;
        this.compresses = compresses;
    }

    /** Whether limits are of any use. */
    boolean areChecked() {
        return !compresses;
    }

    /** A topic's limit is this, as has just been found out. */
    synchronized void learn(String topic, long bytes) {
        if (limits.size() >= config.get(Bounds.KNOWN_TOPICS)) {
            limits.clear();
            smallest = Long.MAX_VALUE;
        }
        limits.put(topic, new Limit(bytes, System.nanoTime()));
        smallest = Math.min(smallest, bytes);
    }

    /** What becomes of a record: it is accepted as far as this goes, is refused, or the limit must be learned anew. */
    Admission check(String topic, byte @Nullable [] key, byte[] value) throws RefusedRecordException {
        long size = batch(key, value);
        if (size <= smallest) {
            return Admission.ACCEPTED;
        }
        Limit limit = limits.get(topic);
        if (limit == null || size <= limit.bytes()) {
            return Admission.ACCEPTED;
        }
        if (System.nanoTime() - limit.knownAt() > FRESH) {
            return Admission.UNRESOLVED_TOPIC;
        }
        throw new RefusedRecordException(KafkaErrors.TOO_LARGE);
    }

    /** The size of a batch of this record alone, as the brokers count it. */
    static long batch(byte @Nullable [] key, byte[] value) {
        int keyLength = key == null ? 0 : key.length;
        int body =
                RECORD_OVERHEAD + lengthOfVarint(keyLength) + keyLength + lengthOfVarint(value.length) + value.length;
        return BATCH_OVERHEAD + lengthOfVarint(body) + (long) body;
    }

    /** Seven bits a byte, and one bit for the sign; none, which is -1, takes one byte as 0 does. */
    private static int lengthOfVarint(int number) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(number) + 1;
        return (Math.max(1, bits) + 6) / 7;
    }
}
