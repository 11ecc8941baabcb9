package io.rafka.session;

import java.util.concurrent.atomic.LongAdder;

/** How many connections and bytes have come and gone since the start or the last reset. Any thread. */
public final class Traffic {
    private final LongAdder connections = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    void connected() {
        connections.increment();
    }

    /** A client was refused, because there were too many. */
    public void countRefused() {
        refused.increment();
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
        received.reset();
        sent.reset();
    }
}
