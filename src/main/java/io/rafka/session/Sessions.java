package io.rafka.session;

import io.rafka.resp.ReplyWriter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All open sessions, and the consumer names that they have taken. Any thread. */
public final class Sessions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Sessions.class);

    private final AtomicLong ids = new AtomicLong();
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Session> names = new ConcurrentHashMap<>();
    private volatile boolean refusesConsumers;

    Session open(CommandPipeline pipeline, @Nullable SocketAddress address, ReplyWriter replies) {
        Session session = new Session(ids.incrementAndGet(), text(address), pipeline, this, replies);
        open.add(session);
        return session;
    }

    void closed(Session session) {
        open.remove(session);
    }

    boolean takeName(String name, Session session) {
        return names.putIfAbsent(name, session) == null;
    }

    void freeName(String name, Session session) {
        names.remove(name, session);
    }

    /** How many clients are connected. */
    public int count() {
        return open.size();
    }

    /** Whether the server is shutting down, and takes no new consumers. */
    public boolean refusesConsumers() {
        return refusesConsumers;
    }

    /**
     * From now on there are no new consumers; the connections of those there are get this error, and close. Completes
     * when all have been told.
     */
    public CompletionStage<Void> endConsumers(String error) {
        refusesConsumers = true;
        List<CompletableFuture<Void>> told = new ArrayList<>();
        for (Session session : open) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            told.add(done);
            session.execute(() -> {
                session.endConsumer(error);
                done.complete(null);
            });
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
    }

    /** Closes the connections that have no command left. True if there is none now. */
    public boolean closeIdle() {
        for (Session session : open) {
            session.execute(() -> {
                if (session.isIdle()) {
                    session.closeAfterReplies();
                }
            });
        }
        return open.isEmpty();
    }

    /** Closes those of the sessions of the event loop that calls this, which have been idle for so long. */
    void closeIdleFor(Duration timeout) {
        long nanos = TimeUnit.SECONDS.toNanos(timeout.toSeconds());
        long now = System.nanoTime();
        for (Session session : open) {
            if (session.isIdleFor(nanos, now)) {
                LOGGER.debug("session={} closed, idle for {} s", session, timeout.toSeconds());
                session.closeAfterReplies();
            }
        }
    }

    private static String text(@Nullable SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = inet.getAddress().getHostAddress();
            return host.contains(":") ? "[" + host + "]:" + inet.getPort() : host + ":" + inet.getPort();
        }
        return String.valueOf(address);
    }
}
