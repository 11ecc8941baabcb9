package io.rafka.session;

import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;

/**
 * Whether a connection's socket is read or left alone, so that TCP pushes back: no more than
 * {@link Bounds#INPUT_BUFFER} is read ahead of commands that wait. The connection's event loop only.
 */
final class ReadAhead {
    /** How much more is read ahead of a client whose command waits for a long time, so that its end is heard. */
    private static final int WHILE_WAITING = 4;

    private final Connection connection;
    private final CommandInput input;
    private final ClientMemory memory;
    private final ServerConfig config;
    private final Traffic traffic;

    ReadAhead(Connection connection, CommandInput input, Sessions sessions) {
        this.connection = connection;
        this.input = input;
        memory = sessions.memory();
        config = sessions.config();
        traffic = sessions.traffic();
    }

    /**
     * Reads on, or not.
     *
     * @param held whether commands wait that have come
     * @param waits whether that is for one that is meant to wait: then the client's end must be heard, and it comes
     *     behind the input
     */
    void apply(boolean held, boolean waits) {
        boolean reads = !held || input.isEmpty() || hasRoom(waits);
        if (!reads && connection.isReading()) {
            traffic.countHeldUp(HoldUp.INPUT_BUFFER);
        }
        connection.read(reads);
    }

    private boolean hasRoom(boolean waits) {
        long most = config.get(Bounds.INPUT_BUFFER) * (waits ? WHILE_WAITING : 1);
        return input.size() < most && !memory.isTight();
    }
}
