package io.rafka.kafka.producer;

import java.util.zip.CRC32;

/**
 * librdkafka's partitioner {@code consistent_random}: a record with a key goes where the 2017 server's librdkafka sent
 * it, all others to any partition.
 */
final class LibrdkafkaPartitions {
    private LibrdkafkaPartitions() {}

    /**
     * The partition of a record with this key.
     *
     * @param key not empty: librdkafka treats an empty key as none
     * @param partitions of the topic, at least 1
     */
    static int consistent(byte[] key, int partitions) {
        CRC32 crc = new CRC32();
        crc.update(key);
        // The value is unsigned 32 bits in a long: reduced before it is made an int, or the sign would change it.
        return (int) (crc.getValue() % partitions);
    }
}
