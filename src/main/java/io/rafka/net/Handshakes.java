package io.rafka.net;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How many TLS handshakes go on at a time: each takes memory before anybody knows who the client is. Those above the
 * limit wait for their turn; while some do, a handshake that takes longer than a second is given up for them, so that
 * clients who begin one and leave it at that do not keep others out. Any thread; the lock is held for moments.
 */
final class Handshakes {
    /** In seconds. */
    static final long PATIENCE = 1;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE);

    /** One of them. Called without the lock. */
    interface Handshake {
        /** It is its turn. */
        void start();

        /** Others wait, and it takes too long. */
        void giveUp();

        /**
         * It has to wait: {@link Handshakes#hurry} is to be called each {@link #PATIENCE} seconds until it may start.
         */
        void await();
    }

    private final IntSupplier limit;
    /** Since when, in the order in which they began. */
    private final Map<Handshake, Long> running = new LinkedHashMap<>();

    private final Set<Handshake> waiting = new LinkedHashSet<>();

    /** @param limit asked each time */
    Handshakes(IntSupplier limit) {
        this.limit = limit;
    }

    /** A client has connected. */
    void enter(Handshake handshake) {
        boolean starts;
        synchronized (this) {
            starts = running.size() < limit.getAsInt();
            if (starts) {
                running.put(handshake, System.nanoTime());
            } else {
                waiting.add(handshake);
            }
        }
        if (starts) {
            handshake.start();
        } else {
            handshake.await();
        }
    }

    /** It has come to its end, whichever. */
    void leave(Handshake handshake) {
        List<Handshake> next = new ArrayList<>();
        synchronized (this) {
            waiting.remove(handshake);
            running.remove(handshake);
            Iterator<Handshake> others = waiting.iterator();
            while (others.hasNext() && running.size() < limit.getAsInt()) {
                Handshake other = others.next();
                others.remove();
                running.put(other, System.nanoTime());
                next.add(other);
            }
        }
        next.forEach(Handshake::start);
    }

    /** One waits, and has for {@link #PATIENCE} seconds: makes room, if others take that long. */
    void hurry() {
        List<Handshake> late = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            for (Map.Entry<Handshake, Long> one : running.entrySet()) {
                if (late.size() == waiting.size() || now - one.getValue() < PATIENCE_NANOS) {
                    break;
                }
                late.add(one.getKey());
            }
        }
        late.forEach(Handshake::giveUp);
    }
}
