package io.rafka.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How many connections and bytes have come and gone since the start or the last reset. Any thread. */
public final class Traffic {
    private final LongAdder connections = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
    private final Map<Disconnection, LongAdder> disconnected = new EnumMap<>(Disconnection.class);
    private final Map<HoldUp, LongAdder> heldUp = new EnumMap<>(HoldUp.class);
    private final LongAdder strangers = new LongAdder();
    private final LongAdder secured = new LongAdder();
    private final LongAdder failedHandshakes = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    Traffic() {
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new LongAdder());
        }
        for (Disconnection reason : Disconnection.values()) {
            disconnected.put(reason, new LongAdder());
        }
        for (HoldUp reason : HoldUp.values()) {
            heldUp.put(reason, new LongAdder());
        }
    }

    void connected() {
        connections.increment();
    }

    /** A client was not let in. */
    public void countRefused(Refusal reason) {
        refused(reason).increment();
    }

    private LongAdder refused(Refusal reason) {
        return Objects.requireNonNull(refused.get(reason));
    }

    /** A client is disconnected because it has done more than it may. */
    void countDisconnected(Disconnection reason) {
        Objects.requireNonNull(disconnected.get(reason)).increment();
    }

    /** A client's commands begin to wait. */
    void countHeldUp(HoldUp reason) {
        Objects.requireNonNull(heldUp.get(reason)).increment();
    }

    /** A client was closed because it did not log in. */
    void countStranger() {
        strangers.increment();
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

    /** Connections refused, for whatever reason. */
    public long refusedConnections() {
        return refused.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Connections refused for this reason. */
    public long refusedConnections(Refusal reason) {
        return refused(reason).sum();
    }

    /** Clients disconnected for this reason. */
    public long disconnected(Disconnection reason) {
        return Objects.requireNonNull(disconnected.get(reason)).sum();
    }

    /** How often a client's commands began to wait for this reason. */
    public long heldUp(HoldUp reason) {
        return Objects.requireNonNull(heldUp.get(reason)).sum();
    }

    /** Connections closed because they had not logged in within {@code auth-timeout}. */
    public long strangers() {
        return strangers.sum();
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
        refused.values().forEach(LongAdder::reset);
        disconnected.values().forEach(LongAdder::reset);
        heldUp.values().forEach(LongAdder::reset);
        strangers.reset();
        secured.reset();
        failedHandshakes.reset();
        received.reset();
        sent.reset();
    }
}
