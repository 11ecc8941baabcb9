package io.rafka.kafka.producer;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * librdkafka's partitioners: a record goes where the 2017 server's librdkafka sent it.
 *
 * @see <a href="https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md">librdkafka's
 *     {@code partitioner}</a>
 */
enum Partitioner {
    /** Any partition, whatever the key. */
    RANDOM,
    /** CRC-32 of the key. */
    CONSISTENT,
    /** The same, but any partition without a key; an empty key is none. librdkafka's default. */
    CONSISTENT_RANDOM,
    /** Java's own hash of keys. */
    MURMUR2,
    /** The same, but any partition without a key. */
    MURMUR2_RANDOM,
    /** As Sarama, the Go client. */
    FNV1A,
    /** The same, but any partition without a key. */
    FNV1A_RANDOM;

    private static final byte[] NO_KEY = {};
    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    /** By librdkafka's name. */
    static Partitioner named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether any partition will do: those without a key, mostly. They stay together for a while. */
    boolean takesAny(byte @Nullable [] key) {
        return switch (this) {
            case CONSISTENT, MURMUR2, FNV1A -> false;
            case CONSISTENT_RANDOM -> key == null || key.length == 0;
            case RANDOM, MURMUR2_RANDOM, FNV1A_RANDOM -> key == null;
        };
    }

    /**
     * The partition of a record.
     *
     * @param key one for which not any partition will do
     * @param partitions of the topic, at least 1
     */
    int partition(byte @Nullable [] key, int partitions) {
        byte[] hashed = key == null ? NO_KEY : key;
        return switch (this) {
            case RANDOM -> ThreadLocalRandom.current().nextInt(partitions);
            case CONSISTENT, CONSISTENT_RANDOM -> (int) (crc32(hashed) % partitions);
            case MURMUR2, MURMUR2_RANDOM -> Utils.toPositive(Utils.murmur2(hashed)) % partitions;
            case FNV1A, FNV1A_RANDOM -> (int) (fnv1a(hashed) % partitions);
        };
    }

    /** Unsigned 32 bits in a long: reduced before it is made an int, or the sign would change it. */
    static long crc32(byte[] key) {
        CRC32 crc = new CRC32();
        crc.update(key);
        return crc.getValue();
    }

    /** The absolute value, as Sarama's; of the smallest int, that is itself without its sign. */
    private static long fnv1a(byte[] key) {
        int hash = FNV_OFFSET;
        for (byte octet : key) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        return Math.abs((long) hash);
    }
}
