package io.rafka.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rafka.session.Sessions;
import io.rafka.session.Traffic;

/** Connections, and what goes over them. */
final class ClientMeters implements MeterBinder {
    private final Sessions sessions;

    ClientMeters(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        new Counts<>(registry, sessions)
                .gauge("rafka.clients.connected", "Clients that are connected", Sessions::count)
                .gauge("rafka.clients.blocked", "Clients with a command that waits, as BLPOP", Sessions::blocked)
                .gauge(
                        "rafka.clients.memory.bytes",
                        "Commands that wait, replies that are not read, and subscriptions, of all clients",
                        Sessions::memoryUsed)
                .counter("rafka.clients.evicted", "Clients disconnected above maxmemory-clients", Sessions::evicted);
        new Counts<>(registry, sessions.traffic())
                .counter("rafka.connections", "Connections accepted", Traffic::connections)
                .counter(
                        "rafka.connections.refused",
                        "Connections refused above maxclients",
                        Traffic::refusedConnections)
                .counter(
                        "rafka.connections.tls",
                        "Connections accepted over TLS, whose handshakes are done",
                        Traffic::securedConnections)
                .counter(
                        "rafka.tls.handshakes.failed",
                        "Connections closed in their TLS handshakes",
                        Traffic::failedHandshakes)
                .counter("rafka.received.bytes", "Bytes from clients", Traffic::bytesReceived)
                .counter("rafka.sent.bytes", "Bytes to clients", Traffic::bytesSent);
    }
}
