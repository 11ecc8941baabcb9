package io.rafka.command;

/** A command is answered with an error. The connection stays open. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param line the error code and the message, as they are sent behind the {@code -} */
    public CommandException(String line) {
        // No stack trace: this is an answer, and a client may ask for it a hundred thousand times a second.
        super(line, null, false, false);
    }

    /** The line to send. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
