package io.rafka.session;

import java.util.concurrent.atomic.LongAdder;

/** How many connections and bytes have come and gone since the start or the last reset. Any thread. */
public final class Traffic {
    private final LongAdder connections = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder secured = new LongAdder();
    private final LongAdder failedHandshakes = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    void connected() {
        connections.increment();
    }

    /** A client was refused, because there were too many. */
    public void countRefused() {
        refused.increment();
    }

    /** A client has been let in over TLS. */
    public void countSecured() {
        secured.increment();
    }

    /** A client was closed because its TLS handshake failed, or took too long. */
    public void countFailedHandshake() {
        failedHandshakes.increment();
    }

    void received(int bytes) {
        received.add(bytes);
    }

    void sent(int bytes) {
        sent.add(bytes);
    }

    /** Connections accepted. */
    public long connections() {
        return connections.sum();
    }

    /** Connections refused above {@code maxclients}. */
    public long refusedConnections() {
        return refused.sum();
    }

    /** Connections accepted over TLS, whose handshakes are done. */
    public long securedConnections() {
        return secured.sum();
    }

    /** Connections that were closed in their TLS handshakes. */
    public long failedHandshakes() {
        return failedHandshakes.sum();
    }

    /** Bytes received from clients. */
    public long bytesReceived() {
        return received.sum();
    }

    /** Bytes sent to clients. */
    public long bytesSent() {
        return sent.sum();
    }

    /** Sets all to 0. */
    public void reset() {
        connections.reset();
        refused.reset();
        secured.reset();
        failedHandshakes.reset();
        received.reset();
        sent.reset();
    }
}
