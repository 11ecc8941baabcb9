package io.rafka.kafka.producer;

import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.KafkaErrors;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What records each topic takes: none above its {@code max.message.bytes}, and only those with a key if it is
 * compacted. Others are refused before they are accepted: Kafka's producer would put them into batches with those of
 * other connections, and all of them would fail with one.
 *
 * <p>Sizes are those before compression, as in {@code message.max.bytes}: what a batch comes to is known too late.
 * Threading: any thread.
 */
final class TopicRules {
    /** What a batch has beside its records, in bytes. */
    private static final int BATCH_OVERHEAD = 61;
    /** What a record has beside key and value, at most: its length, attributes, two deltas, and no headers. */
    private static final int RECORD_OVERHEAD = 22;
    /** Rules that a record breaks are asked for again if they are older. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private record Rules(long bytes, boolean compacted, long knownAt) {}

    private final ServerConfig config;
    private final ConcurrentMap<String, Rules> rules = new ConcurrentHashMap<>();
    /** Of all topics: most records are far below, and need no more than this. */
    private volatile long smallest = Long.MAX_VALUE;

    private volatile boolean anyCompacted;

    /** @param config says of how many topics rules are kept */
    TopicRules(ServerConfig config) {
        this.config = config;
    }

    /**
     * A topic's rules are these, as has just been found out.
     *
     * @param bytes the largest batch that it takes
     * @param compacted whether it takes only records with a key
     */
    synchronized void learn(String topic, long bytes, boolean compacted) {
        if (rules.size() >= config.get(Bounds.KNOWN_TOPICS)) {
            rules.clear();
            smallest = Long.MAX_VALUE;
            anyCompacted = false;
        }
        rules.put(topic, new Rules(bytes, compacted, System.nanoTime()));
        smallest = Math.min(smallest, bytes);
        anyCompacted |= compacted;
    }

    /** Whether the topic's rules have been found out. */
    boolean knows(String topic) {
        return rules.containsKey(topic);
    }

    /** What becomes of a record: it is accepted as far as this goes, is refused, or the rules must be learned anew. */
    Admission check(String topic, byte @Nullable [] key, byte[] value) throws RefusedRecordException {
        long size = batch(key, value);
        if (size <= smallest && (key != null || !anyCompacted)) {
            return Admission.ACCEPTED;
        }
        Rules known = rules.get(topic);
        boolean tooLarge = known != null && size > known.bytes();
        if (known == null || !(tooLarge || (key == null && known.compacted()))) {
            return Admission.ACCEPTED;
        }
        if (System.nanoTime() - known.knownAt() > FRESH) {
            return Admission.UNRESOLVED_TOPIC;
        }
        throw new RefusedRecordException(tooLarge ? KafkaErrors.TOO_LARGE : KafkaErrors.INVALID_RECORD);
    }

    /**
     * The size of a batch of this record alone, as Kafka's producer reckons it: some bytes more than the brokers count.
     * Behind a record between the two, a very small one fits into the same batch, which is refused then and cannot be
     * split: the producer would send it for ever (KAFKA-8350).
     */
    static long batch(byte @Nullable [] key, byte[] value) {
        long ofKey = key == null ? lengthOfVarint(0) : lengthOfVarint(key.length) + (long) key.length;
        return BATCH_OVERHEAD + RECORD_OVERHEAD + ofKey + lengthOfVarint(value.length) + value.length;
    }

    /** Seven bits a byte, and one bit for the sign; none, which is -1, takes one byte as 0 does. */
    private static int lengthOfVarint(int number) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(number) + 1;
        return (Math.max(1, bits) + 6) / 7;
    }
}
