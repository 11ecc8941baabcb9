package io.rafka.resp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The memory that all connections together may hold in commands that are not executed yet.
 *
 * <p>Only what a command needs beyond its first few kilobytes is drawn from here, so small commands never wait. Who
 * finds no room waits in line: its connection is not read from until room is granted, and TCP pushes back.
 *
 * <p>Threading: any thread. Grants run on the thread that releases; they must only hand over to an event loop.
 */
public final class RequestMemory {
    /** Who holds memory and has sent nothing for so long gives way to those who wait. */
    private static final long LONGEST_STALL = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier limit;
    private final Deque<Claim> waiting = new ArrayDeque<>();
    private final Set<Claim> holding = new HashSet<>();
    private long used;

    /** @param limit in bytes; a single claim above it is granted when nothing else is held */
    public RequestMemory(long limit) {
        this(() -> limit);
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive, got " + limit);
        }
    }

    /**
     * With a limit that can change. Who waits sees a higher one when the next command gives its memory back.
     *
     * @param limit as above; asked, by any thread, whenever memory is taken or given
     */
    public RequestMemory(LongSupplier limit) {
        this.limit = limit;
    }

    /** What one command holds or waits for. */
    final class Claim {
        private final Runnable onGrant;
        private final Runnable onStall;
        private long held;
        private long wanted;
        private volatile long activeAt = System.nanoTime();

        private Claim(Runnable onGrant, Runnable onStall) {
            this.onGrant = onGrant;
            this.onStall = onStall;
        }

        /** More of the command has come. */
        void touch() {
            activeAt = System.nanoTime();
        }

        /** Takes {@code bytes} more if there is room now and nobody waits; false leaves everything as it was. */
        boolean tryTake(long bytes) {
            synchronized (RequestMemory.this) {
                if (!waiting.isEmpty() || !fits(bytes)) {
                    return false;
                }
                used += bytes;
                held += bytes;
                holding.add(this);
                touch();
                return true;
            }
        }

        /** The same, but waits in line if there is no room; the grant is announced by a call. */
        boolean takeOrWait(long bytes) {
            synchronized (RequestMemory.this) {
                if (tryTake(bytes)) {
                    return true;
                }
                wanted = bytes;
                waiting.add(this);
                return false;
            }
        }

        boolean isWaiting() {
            synchronized (RequestMemory.this) {
                return wanted > 0;
            }
        }

        /** How many bytes are held. */
        long held() {
            synchronized (RequestMemory.this) {
                return held;
            }
        }

        /** Gives everything back, and leaves the line. */
        void release() {
            List<Claim> granted;
            synchronized (RequestMemory.this) {
                waiting.remove(this);
                holding.remove(this);
                wanted = 0;
                used -= held;
                held = 0;
                granted = grantWaiting();
            }
            granted.forEach(claim -> claim.onGrant.run());
        }
    }

    /**
     * A claim that holds nothing yet.
     *
     * @param onGrant runs when a wait has ended with the memory
     * @param onStall runs when others wait for what this claim holds and does not use
     */
    Claim claim(Runnable onGrant, Runnable onStall) {
        return new Claim(onGrant, onStall);
    }

    /**
     * Asks those to give way who hold memory for a command that does not go on. To be called now and then by who waits.
     */
    public void hurry() {
        List<Claim> stalled;
        synchronized (this) {
            long now = System.nanoTime();
            stalled = holding.stream()
                    .filter(claim -> now - claim.activeAt > LONGEST_STALL)
                    .toList();
        }
        stalled.forEach(claim -> claim.onStall.run());
    }

    /** How many bytes are held by all claims together. */
    public synchronized long used() {
        return used;
    }

    private boolean fits(long bytes) {
        return used == 0 || used + bytes <= limit.getAsLong();
    }

    private List<Claim> grantWaiting() {
        List<Claim> granted = new ArrayList<>();
        for (Claim next = waiting.peek(); next != null && fits(next.wanted); next = waiting.peek()) {
            waiting.poll();
            used += next.wanted;
            next.held += next.wanted;
            next.wanted = 0;
            next.touch();
            holding.add(next);
            granted.add(next);
        }
        return granted;
    }
}
