package io.rafka.resp;

/**
 * The client has sent bytes that are not RESP. There is no way to find the next command, so the connection is answered
 * {@code -ERR Protocol error: <message>} and closed.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was exceeded, if it is that. */
    public enum Fault {
        /** Nothing: this is not RESP, or not what the client may send before it has logged in. */
        SYNTAX,
        /** {@link RespLimits#maxBulkLength}. */
        BULK_LENGTH,
        /** {@link RequestMemory}. */
        MEMORY
    }

    private final Fault fault;

    /** @param message Redis' own words for the error, without the prefix */
    public ProtocolException(String message) {
        this(message, Fault.SYNTAX);
    }

    /**
     * For what is RESP, and too much of it.
     *
     * @param message as above
     */
    ProtocolException(String message, Fault fault) {
        // No stack trace: a client must not be able to make the server spend time on its garbage.
        super(message, null, false, false);
        this.fault = fault;
    }

    /** Which bound was exceeded, if any. */
    public Fault fault() {
        return fault;
    }
}
