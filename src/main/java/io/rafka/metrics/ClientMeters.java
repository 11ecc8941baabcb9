package io.rafka.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rafka.session.Disconnection;
import io.rafka.session.HoldUp;
import io.rafka.session.Refusal;
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
        for (Refusal reason : Refusal.values()) {
            FunctionCounter.builder(
                            "rafka.connections.refused",
                            sessions.traffic(),
                            traffic -> traffic.refusedConnections(reason))
                    .description("Connections refused, by reason")
                    .tag("reason", reason.text())
                    .register(registry);
        }
        for (Disconnection reason : Disconnection.values()) {
            FunctionCounter.builder(
                            "rafka.clients.disconnected", sessions.traffic(), traffic -> traffic.disconnected(reason))
                    .description("Clients disconnected for what they did, by reason")
                    .tag("reason", reason.text())
                    .register(registry);
        }
        for (HoldUp reason : HoldUp.values()) {
            FunctionCounter.builder("rafka.clients.held.back", sessions.traffic(), traffic -> traffic.heldUp(reason))
                    .description("How often the commands of a client began to wait, by reason")
                    .tag("reason", reason.text())
                    .register(registry);
        }
        new Counts<>(registry, sessions.traffic())
                .counter(
                        "rafka.clients.not.logged.in",
                        "Clients closed as they had not logged in within auth-timeout",
                        Traffic::strangers)
                .counter("rafka.connections", "Connections accepted", Traffic::connections)
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
