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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection's records that Kafka has neither acknowledged nor finally refused. Outlives the connection: what it
 * produced is delivered after it has closed. Bounded, in records and bytes, by what the settings say that one client
 * may have: whoever adds a record asks {@link #admits} before.
 *
 * <p>Threading: {@link #admits}, {@link #accepted}, the topics and the waiting on the connection's event loop,
 * {@link #settled} on any thread, mostly the producer's.
 */
public final class Outstanding {
    private volatile String connection;
    private final ServerConfig config;
    private final Supplier<Integer> mostRecords;
    private final Supplier<Long> mostBytes;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable Runnable> waiter = new AtomicReference<>();
    private final AtomicReference<@Nullable RoomWait> roomWait = new AtomicReference<>();
    private final UntoldFailures untold = new UntoldFailures();
    private final Set<String> topics = new LinkedHashSet<>();
    private String latestTopic = "";

    /**
     * One that waits for room.
     *
     * @param size of its record, in bytes
     */
    private record RoomWait(long size, Runnable callback) {}

    /**
     * None yet.
     *
     * @param connection names the connection in the log
     * @param config says how many there may be, and of how many topics something is kept
     */
    public Outstanding(String connection, ServerConfig config) {
        this.config = config;
        mostRecords = config.following(Bounds.CLIENT_OUTSTANDING_RECORDS);
        mostBytes = config.following(Bounds.CLIENT_OUTSTANDING_BYTES);
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

    /** How many bytes their keys and values have. */
    public long bytes() {
        return bytes.get();
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

    /**
     * Calls once, from any thread, when a record of this size may be added; replaces an earlier wait. Nobody tells of a
     * bound that was changed meanwhile: ask now and then.
     *
     * @param size in bytes, of key and value
     */
    public void whenRoom(long size, Runnable callback) {
        roomWait.set(new RoomWait(size, callback));
        callIfRoom();
    }

    /** Takes that wait back. */
    public void stopWaitingForRoom() {
        roomWait.set(null);
    }

    String connection() {
        return connection;
    }

    /**
     * Whether a record of this size may be added; if not, which bound is in the way. It stays so until the next one is
     * accepted: only one thread adds.
     *
     * @param size in bytes, of key and value
     * @return {@link Admission#ACCEPTED} if it may
     */
    Admission admits(long size) {
        int most = mostRecords.get();
        if (most > 0 && records.get() >= most) {
            return Admission.CLIENT_RECORDS;
        }
        long space = mostBytes.get();
        if (space > 0) {
            long held = bytes.get();
            // One that is larger than all may be would never fit: it goes when it is the only one.
            if (held > 0 && held + size > space) {
                return Admission.CLIENT_BYTES;
            }
        }
        return Admission.ACCEPTED;
    }

    /**
     * A record is with the producer. To be followed by one call of {@link #settled} or {@link #failed}.
     *
     * @param size in bytes, of key and value
     */
    void accepted(long size) {
        bytes.addAndGet(size);
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

    /**
     * A record could not be delivered: the connection is to be told at its next one for the topic.
     *
     * @param size as it was accepted with
     */
    void failed(DeliveryFailure failure, long size) {
        untold.add(failure.topic(), failure.reason(), config.get(Bounds.CLIENT_TOPICS));
        failed.incrementAndGet();
        settled(size);
    }

    /** Why the topic's last record that failed did so, if the connection has not been told; null otherwise. */
    @Nullable String takeUntold(String topic) {
        return untold.take(topic);
    }

    /**
     * A record is with Kafka, or was not taken after all.
     *
     * @param size as it was accepted with
     */
    void settled(long size) {
        // Before the count: who is told that there are none finds no bytes either.
        bytes.addAndGet(-size);
        if (records.decrementAndGet() == 0) {
            callWaiter();
        }
        callIfRoom();
    }

    private void callIfRoom() {
        RoomWait waiting = roomWait.get();
        if (waiting != null && admits(waiting.size) == Admission.ACCEPTED && roomWait.compareAndSet(waiting, null)) {
            waiting.callback.run();
        }
    }

    private void callWaiter() {
        Runnable callback = waiter.getAndSet(null);
        if (callback != null) {
            callback.run();
        }
    }
}
