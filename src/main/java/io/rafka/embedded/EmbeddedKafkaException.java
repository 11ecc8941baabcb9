package io.rafka.embedded;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * The embedded Kafka node could not be started. The message is one line, names the offender (the directory, the port,
 * the setting) and is fit to be shown to a user without the stack trace.
 */
public final class EmbeddedKafkaException extends Exception {
    private static final long serialVersionUID = 1L;

    EmbeddedKafkaException(String message) {
        this(message, null);
    }

    EmbeddedKafkaException(String message, @Nullable Throwable cause) {
        super(oneLine(message), cause);
    }

    /**
     * Tells what an exception says in one line: the message of the innermost cause that has one, because Kafka and the
     * JDK wrap the useful message into general ones.
     */
    static String describe(Throwable failure) {
        String description = failure.getClass().getSimpleName();
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                // the whole message of some is a file or a class
                boolean bare = cause instanceof FileSystemException
                        || cause instanceof ReflectiveOperationException
                        || cause instanceof LinkageError;
                description = bare ? cause.getClass().getSimpleName() + " " + message : message;
            }
        }
        return oneLine(description);
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
