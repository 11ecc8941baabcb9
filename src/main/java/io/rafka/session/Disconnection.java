package io.rafka.session;

import io.rafka.resp.ProtocolException;

/** Why a client is disconnected that has done more than it may. Beside {@code maxmemory-clients} and timeouts. */
public enum Disconnection {
    /** It leaves more unread than its class may. */
    OUTPUT_LIMIT("client-output-buffer-limit"),
    /** It asked for the commands of all with MONITOR, and does not read them. */
    MONITOR("monitor-buffer"),
    /** A bulk string is longer than it may be. */
    BULK_LENGTH("proto-max-bulk-len"),
    /** There is no memory for its command, or it holds what others wait for and sends nothing. */
    REQUEST_MEMORY("request-memory"),
    /** It does not speak RESP. */
    PROTOCOL("protocol");

    private final String text;

    Disconnection(String text) {
        this.text = text;
    }

    static Disconnection of(ProtocolException.Fault fault) {
        return switch (fault) {
            case SYNTAX -> PROTOCOL;
            case BULK_LENGTH -> BULK_LENGTH;
            case MEMORY -> REQUEST_MEMORY;
        };
    }

    /** As metrics tell it: the setting, where there is one. */
    public String text() {
        return text;
    }
}
