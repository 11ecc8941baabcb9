package io.rafka.kafka;

import org.apache.kafka.common.KafkaException;

/** A Kafka client cannot be made from its configuration. The message is one line for the user. */
public final class KafkaStartException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param failure of the client's constructor, whose cause says more than itself */
    public KafkaStartException(KafkaException failure) {
        super(reason(failure), failure);
    }

    /** What a failed constructor of a Kafka client complains about: the innermost message. */
    public static String reason(KafkaException failure) {
        Throwable cause = KafkaErrors.innermost(failure);
        // A failed login has a whole stack trace for a message, with the names of all exceptions in front.
        String message = String.valueOf(cause.getMessage()).strip().replaceFirst("(?s)\\R.*", "");
        return message.replaceFirst("^(?:[\\w.$]+(?:Exception|Error): )+", "");
    }
}
