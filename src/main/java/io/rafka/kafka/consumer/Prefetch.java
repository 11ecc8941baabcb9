package io.rafka.kafka.consumer;

import io.rafka.config.kafka.ClientProperties;

/**
 * How much a member holds ready for its client: fetching pauses when either is reached, and goes on at half of both.
 *
 * @param records {@code queued.min.messages}, at least 1
 * @param bytes of {@code queued.max.messages.kbytes}
 */
record Prefetch(long records, long bytes) {
    static Prefetch of(ClientProperties properties) {
        return new Prefetch(
                properties.rafkaNumber("queued.min.messages"),
                properties.rafkaNumber("queued.max.messages.kbytes") * 1024);
    }

    boolean isFull(long heldRecords, long heldBytes) {
        return heldRecords >= records || heldBytes >= bytes;
    }

    boolean hasRoom(long heldRecords, long heldBytes) {
        return heldRecords <= records / 2 && heldBytes <= bytes / 2;
    }
}
