package io.rafka.kafka.consumer;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a group member has for its connection: a record, or a failure to tell. */
public sealed interface Fetched {
    /**
     * A record.
     *
     * @param topic where it comes from
     * @param partition where it comes from
     * @param offset its place in the partition
     * @param value what is left of the buffer, which is a part of what a broker sent: neither that nor the position is
     *     to be changed; null for a tombstone
     */
    record Message(
            String topic,
            int partition,
            long offset,
            @Nullable ByteBuffer value) implements Fetched {}

    /**
     * Kafka's consumer could not be made: the member is closed.
     *
     * @param reason one line
     */
    record NotRegistered(String reason) implements Fetched {}

    /**
     * A subscribed topic does not exist. Told once; records come when it appears.
     *
     * @param topic its name
     */
    record MissingTopic(String topic) implements Fetched {}

    /**
     * A subscribed topic must not be read. Told again and again.
     *
     * @param topic its name
     * @param reason librdkafka's text
     */
    record DeniedTopic(String topic, String reason) implements Fetched {}

    /**
     * Polling failed. The member stays, and tries again.
     *
     * @param reason librdkafka's text
     */
    record PollFailure(String reason) implements Fetched {}
}
