package io.rafka.kafka.consumer;

/**
 * A record is done, and with it all before it in its partition.
 *
 * @param topic its topic
 * @param partition 0 or more
 * @param offset of the record itself; 0 to one below the largest long
 */
public record Acknowledgement(String topic, int partition, long offset) {}
