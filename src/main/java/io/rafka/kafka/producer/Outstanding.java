package io.rafka.kafka.producer;

import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection's records that Kafka has neither acknowledged nor finally refused. Outlives the connection: what it
 * produced is delivered after it has closed.
 *
 * <p>Threading: {@link #accepted}, the topics and the waiting on the connection's event loop, {@link #settled} on the
 * producer's thread.
 */
public final class Outstanding {
    private volatile String connection;
    private final ServerConfig config;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable Runnable> waiter = new AtomicReference<>();
    private final UntoldFailures untold = new UntoldFailures();
    private final Set<String> topics = new LinkedHashSet<>();
    private String latestTopic = "";

    /**
     * None yet.
     *
     * @param connection names the connection in the log
     * @param config says of how many topics something is kept
     */
    public Outstanding(String connection, ServerConfig config) {
        this.config = config;
        this.connection = connection;
    }

    /** The connection has another name in the log from now on. */
    public void ofConnection(String name) {
        connection = name;
    }

    /** How many there are. */
    public long records() {
        return records.get();
    }

    /** How many could not be delivered since this was asked. */
    public long takeFailed() {
        return failed.getAndSet(0);
    }

    /** The topics that the connection has produced to. */
    public List<String> topics() {
        return new ArrayList<>(topics);
    }

    /**
     * Calls once, from any thread, when there are none; replaces an earlier wait. It may come at a moment when there
     * are some again: ask.
     */
    public void whenNone(Runnable callback) {
        waiter.set(callback);
        if (records.get() == 0) {
            callWaiter();
        }
    }

    /** Takes the wait back. */
    public void stopWaiting() {
        waiter.set(null);
    }

    String connection() {
        return connection;
    }

    void accepted() {
        records.incrementAndGet();
    }

    /** A record of this topic was accepted, and not taken back. */
    void note(String topic) {
        // Most connections produce to one topic; they shall not pay for a set.
        if (topic.equals(latestTopic)) {
            return;
        }
        latestTopic = topic;
        if (topics.add(topic)) {
            Iterator<String> oldest = topics.iterator();
            for (int tooMany = topics.size() - config.get(Bounds.CLIENT_TOPICS); tooMany > 0; tooMany--) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** A record could not be delivered: the connection is to be told at its next one for the topic. */
    void failed(DeliveryFailure failure) {
        untold.add(failure.topic(), failure.reason(), config.get(Bounds.CLIENT_TOPICS));
        failed.incrementAndGet();
        settled();
    }

    /** Why the topic's last record that failed did so, if the connection has not been told; null otherwise. */
    @Nullable String takeUntold(String topic) {
        return untold.take(topic);
    }

    void settled() {
        if (records.decrementAndGet() == 0) {
            callWaiter();
        }
    }

    private void callWaiter() {
        Runnable callback = waiter.getAndSet(null);
        if (callback != null) {
            callback.run();
        }
    }
}
