package io.rafka.resp;

/**
 * The client has sent bytes that are not RESP. There is no way to find the next command, so the connection is answered
 * {@code -ERR Protocol error: <message>} and closed.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message Redis' own words for the error, without the prefix */
    public ProtocolException(String message) {
        // No stack trace: a client must not be able to make the server spend time on its garbage.
        super(message, null, false, false);
    }
}
