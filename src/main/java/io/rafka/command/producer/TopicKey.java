package io.rafka.command.producer;

import io.rafka.command.CommandException;
import io.rafka.kafka.KafkaErrors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * RPUSHX's first argument: {@code topics:<topic>} or {@code topics:<topic>:<key>}.
 *
 * @param topic a legal topic name
 * @param recordKey everything behind the second colon; null without one, empty if nothing follows it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TopicKey(String topic, byte @Nullable [] recordKey) {
    private static final byte[] PREFIX = "topics:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHORT_PREFIX = "topic:".getBytes(StandardCharsets.US_ASCII);

    static TopicKey parse(byte[] key) throws CommandException {
        int start;
        if (startsWith(key, PREFIX)) {
            start = PREFIX.length;
        } else if (startsWith(key, SHORT_PREFIX)) {
            start = SHORT_PREFIX.length;
        } else {
            throw new CommandException(
                    "PROD First argument must be in the form of 'topics:<topic>' or 'topics:<topic>:<key>'");
        }
        int end = start;
        while (end < key.length && key[end] != ':') {
            end++;
        }
        String topic = TopicStrings.legal(key, start, end);
        if (topic == null) {
            throw new CommandException("PROD " + KafkaErrors.INVALID_ARGUMENT);
        }
        return new TopicKey(topic, end == key.length ? null : Arrays.copyOfRange(key, end + 1, key.length));
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
