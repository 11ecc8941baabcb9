package io.rafka.session;

import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to a client that did not ask for each of them. Bounded in bytes: a client that does not keep up is
 * disconnected, as Redis does it with its output buffer limit.
 *
 * <p>Threading: {@link #offer} from any thread, {@link #poll} on the event loop.
 */
final class PushQueue {
    private final Queue<byte[]> lines = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean announced = new AtomicBoolean();
    private final AtomicBoolean overflown = new AtomicBoolean();
    private final ServerConfig config;
    private final Runnable onLines;
    private final Runnable onOverflow;

    /**
     * An empty one.
     *
     * @param config says how much it may hold
     * @param onLines called when there is something to poll, once until {@link #announceNext}
     * @param onOverflow called once, when it would hold more
     */
    PushQueue(ServerConfig config, Runnable onLines, Runnable onOverflow) {
        this.config = config;
        this.onLines = onLines;
        this.onOverflow = onOverflow;
    }

    void offer(byte[] line) {
        if (bytes.addAndGet(line.length) > config.get(Bounds.MONITOR_BUFFER)) {
            if (overflown.compareAndSet(false, true)) {
                lines.clear();
                onOverflow.run();
            }
            return;
        }
        lines.add(line);
        if (announced.compareAndSet(false, true)) {
            onLines.run();
        }
    }

    /** To be called before polling, so that a line added after the last poll is announced. */
    void announceNext() {
        announced.set(false);
    }

    /** Forgets all lines. */
    void clear() {
        while (poll() != null) {
            // each is counted off
        }
    }

    /** How many bytes wait. */
    long bytes() {
        return bytes.get();
    }

    byte @Nullable [] poll() {
        byte[] line = lines.poll();
        if (line != null) {
            bytes.addAndGet(-line.length);
        }
        return line;
    }
}
