package io.rafka.kafka.producer;

/** A record that will never be accepted as it is. The message is librdkafka's text for the reason. */
public final class RefusedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedRecordException(String message) {
        super(message, null, false, false);
    }
}
