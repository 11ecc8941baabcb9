package io.rafka;

/** rafka cannot start, for a reason that the user can do something about. The message is one line. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
