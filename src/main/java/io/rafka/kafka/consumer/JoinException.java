package io.rafka.kafka.consumer;

/** A group cannot be joined so. The message is one line for the client. */
public final class JoinException extends Exception {
    private static final long serialVersionUID = 1L;

    JoinException(String message) {
        super(message);
    }
}
