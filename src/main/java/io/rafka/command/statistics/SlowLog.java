package io.rafka.command.statistics;

import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last commands that took longer than {@code slowlog-log-slower-than}. Any thread.
 *
 * @see <a href="https://redis.io/docs/latest/commands/slowlog-get/">SLOWLOG GET</a>
 */
public final class SlowLog {
    private final ServerConfig config;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long nextId;

    /**
     * A command that was slow.
     *
     * @param id unique since the start, growing
     * @param time when it was answered, in seconds since 1970
     * @param micros how long it took
     * @param arguments its words, the name first, shortened and without secrets
     * @param address of the client
     * @param name of the client
     */
    public record Entry(long id, long time, long micros, List<byte[]> arguments, String address, String name) {}

    /** @param config has how many entries are kept */
    public SlowLog(ServerConfig config) {
        this.config = config;
    }

    synchronized void add(long time, long micros, List<byte[]> arguments, String address, String name) {
        entries.addFirst(new Entry(nextId++, time, micros, arguments, address, name));
        while (entries.size() > config.get(Bounds.SLOWLOG_MAX_LEN)) {
            entries.removeLast();
        }
    }

    /** The newest ones, the newest first. */
    public synchronized List<Entry> newest(long count) {
        return entries.stream().limit(count).toList();
    }

    /** All of them, the newest first. */
    public synchronized List<Entry> all() {
        return new ArrayList<>(entries);
    }

    /** How many there are. */
    public synchronized int size() {
        return entries.size();
    }

    /** Forgets all; ids go on. */
    public synchronized void reset() {
        entries.clear();
    }
}
