package io.rafka.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The memory of what clients have sent and is not executed yet, of the replies that they have not read, and of the
 * names that they subscribe to: of all clients together. From half of the limit on, those are held back who have some;
 * above the limit, those who hold most are disconnected, as Redis does it.
 *
 * <p>Threading: any thread; a {@link Share} is its connection's.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/clients/#client-eviction">client eviction</a>
 */
final class ClientMemory {
    private final AtomicLong used = new AtomicLong();
    private final AtomicBoolean relieving = new AtomicBoolean();
    private final LongSupplier limit;
    private final IntSupplier clients;
    private final Runnable onFull;

    /**
     * Nothing is held yet.
     *
     * @param limit in bytes; asked each time
     * @param clients how many there are; asked each time
     * @param onFull called, by any thread, when more is held, and not again until {@link #relieved}
     */
    ClientMemory(LongSupplier limit, IntSupplier clients, Runnable onFull) {
        this.limit = limit;
        this.clients = clients;
        this.onFull = onFull;
    }

    /** What one connection holds. */
    final class Share {
        private long held;

        /** It holds so much now. */
        void set(long bytes) {
            if (bytes == held) {
                return;
            }
            long change = bytes - held;
            held = bytes;
            used.addAndGet(change);
            if (change > 0 && isFull() && relieving.compareAndSet(false, true)) {
                onFull.run();
            }
        }

        /** Whether there is too much of all and this is more than an equal part: it must not wait to be found. */
        boolean isTooLarge() {
            return held > 0 && isFull() && held > limit.getAsLong() / Math.max(1, clients.getAsInt());
        }

        /** In bytes. */
        long held() {
            return held;
        }
    }

    /** For a connection that holds nothing yet. */
    Share share() {
        return new Share();
    }

    /** Whether there is so little left that clients are to be held back. */
    boolean isTight() {
        return used.get() > limit.getAsLong() / 2;
    }

    /** Whether more is held than there may be. */
    boolean isFull() {
        return used.get() > limit.getAsLong();
    }

    /** Those who held most have been disconnected; it may be found full again. */
    void relieved() {
        relieving.set(false);
    }

    /** How many bytes are held. */
    long used() {
        return used.get();
    }
}
