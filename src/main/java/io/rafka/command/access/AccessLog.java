package io.rafka.command.access;

import io.rafka.command.statistics.DeniedAccess;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What clients were refused because they may not have it, as ACL LOG shows it. As in Redis, the same within a minute is
 * one entry, which counts.
 *
 * <p>Threading: any thread; a short lock, and refusals are rare.
 *
 * @see <a href="https://redis.io/docs/latest/commands/acl-log/">ACL LOG</a>
 */
public final class AccessLog {
    /** In milliseconds. */
    private static final long TOGETHER = 60_000;
    /** Among so many of the newest entries the same is looked for. */
    private static final int LOOKED_AT = 10;

    private static final int LONGEST_TEXT = 128;

    /**
     * An entry.
     *
     * @param id growing
     * @param reason one of {@link DeniedAccess#REASONS}
     * @param object the command, the key or the channel; of a login, the command
     * @param user who was refused; who it wanted to be, of a login
     * @param created in milliseconds since 1970
     * @param updated the same, of the last time
     * @param client the connection of the last time, as CLIENT INFO tells it
     */
    public record Entry(
            long id, long count, String reason, String object, String user, long created, long updated, String client) {

        boolean isLike(String otherReason, String otherObject, String otherUser) {
            return reason.equals(otherReason) && object.equals(otherObject) && user.equals(otherUser);
        }
    }

    private final DeniedAccess counts;
    private final Supplier<Integer> most;
    /** The newest first. */
    private final Deque<Entry> entries = new ArrayDeque<>();

    private long nextId;

    /**
     * An empty one.
     *
     * @param config has how many entries are kept
     * @param counts counts all
     */
    public AccessLog(ServerConfig config, DeniedAccess counts) {
        this.counts = counts;
        most = config.following(Bounds.ACLLOG_MAX_LEN);
    }

    /**
     * Notes that something was refused.
     *
     * @param client the connection, as CLIENT INFO tells it
     * @param now in milliseconds since 1970
     */
    public void add(String reason, String object, String user, String client, long now) {
        counts.count(reason);
        addEntry(reason, cut(object), cut(user), client, now);
    }

    private synchronized void addEntry(String reason, String object, String user, String client, long now) {
        Entry before = take(reason, object, user, now);
        entries.addFirst(
                before == null
                        ? new Entry(nextId++, 1, reason, object, user, now, now, client)
                        : new Entry(
                                before.id(), before.count() + 1, reason, object, user, before.created(), now, client));
        while (entries.size() > most.get()) {
            entries.removeLast();
        }
    }

    private @Nullable Entry take(String reason, String object, String user, long now) {
        Iterator<Entry> newest = entries.iterator();
        for (int i = 0; i < LOOKED_AT && newest.hasNext(); i++) {
            Entry entry = newest.next();
            if (entry.isLike(reason, object, user) && now - entry.updated() < TOGETHER) {
                newest.remove();
                return entry;
            }
        }
        return null;
    }

    /** A client may send megabytes. */
    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT
                ? text
                : text.substring(0, LONGEST_TEXT) + "... (" + (text.length() - LONGEST_TEXT) + " more characters)";
    }

    /** So many of the newest entries at most, the newest first. */
    public synchronized List<Entry> newest(long count) {
        return entries.stream().limit(Math.max(0, count)).toList();
    }

    /** Forgets all entries; what is counted stays. */
    public synchronized void reset() {
        entries.clear();
    }
}
