package io.rafka.command.statistics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The error replies that clients were given last, the same ones of a command together. Any thread; a short lock, as
 * errors are rare.
 */
public final class RecentErrors {
    private static final int MOST = 100;
    private static final int LONGEST_TEXT = 200;
    /**
     * From each on, an error repeats what the client has sent and what may be a password: of a mistyped AUTH, or a rule
     * of ACL SETUSER whose first character was forgotten. Only the client itself is told.
     */
    private static final List<String> OF_THE_CLIENT =
            List.of(", with args beginning with", " modifier '", " selector starting at '");

    private final Map<Kind, Entry> entries = new LinkedHashMap<>();

    private record Kind(String command, String text) {}

    /**
     * An error.
     *
     * @param time when it was given last, in milliseconds since 1970
     * @param command the command's full name; empty if there is none
     * @param text as the client was given it, shortened and without words of the client's that may be a password
     * @param count how often it was given
     * @param address of the client that was given it last
     * @param name of that client
     */
    public record Entry(long time, String command, String text, long count, String address, String name) {}

    synchronized void add(String command, String error, String address, String name) {
        String text = shortened(error);
        Kind kind = new Kind(command, text);
        // The one that was given last is the last.
        Entry before = entries.remove(kind);
        long count = before == null ? 1 : before.count + 1;
        entries.put(kind, new Entry(Instant.now().toEpochMilli(), command, text, count, address, name));
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static String shortened(String error) {
        String text = error;
        for (String marker : OF_THE_CLIENT) {
            int at = text.indexOf(marker);
            text = at < 0 ? text : text.substring(0, at);
        }
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }

    /** All of them, the newest first. */
    public synchronized List<Entry> newestFirst() {
        List<Entry> all = new ArrayList<>(entries.values());
        Collections.reverse(all);
        return all;
    }

    synchronized void reset() {
        entries.clear();
    }
}
