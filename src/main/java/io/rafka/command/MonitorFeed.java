package io.rafka.command;

import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sends every command to the clients that MONITOR. Costs one read of an empty list when there are none. Any thread.
 *
 * @see <a href="https://redis.io/docs/latest/commands/monitor/">MONITOR</a>
 */
public final class MonitorFeed {
    private static final String HEX = "0123456789abcdef";
    /** Of one argument; the rest is counted. A command of 30 MB is not to cost a line of 120 MB for each monitor. */
    private static final int MOST_BYTES = 128 * 1024;

    private final List<Session> monitors = new CopyOnWriteArrayList<>();

    /** Adds a client, from the next command on. */
    public void add(Session session) {
        monitors.add(session);
    }

    /** Takes a client away. */
    public void remove(Session session) {
        monitors.remove(session);
    }

    /** Whether anybody watches; asked for each command. */
    boolean isWatched() {
        return !monitors.isEmpty();
    }

    /** Shows a command to all monitors. */
    void publish(Session sender, Request request) {
        byte[] line = line(sender, request).getBytes(StandardCharsets.ISO_8859_1);
        monitors.removeIf(Session::isClosed);
        monitors.forEach(monitor -> monitor.push(line));
    }

    private static String line(Session sender, Request request) {
        Instant now = Instant.now();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "+%d.%06d [0 %s]", now.getEpochSecond(), now.getNano() / 1_000, sender.address()));
        quote(line, request.name());
        MonitoredArguments.of(request).forEach(argument -> quote(line, argument));
        return line.append("\r\n").toString();
    }

    /** As Redis' sdscatrepr. */
    private static void quote(StringBuilder line, byte[] word) {
        line.append(" \"");
        for (int i = 0; i < Math.min(word.length, MOST_BYTES); i++) {
            byte letter = word[i];
            switch (letter) {
                case '\\', '"' -> line.append('\\').append((char) letter);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case 0x07 -> line.append("\\a");
                case '\b' -> line.append("\\b");
                default -> {
                    if (letter >= ' ' && letter <= '~') {
                        line.append((char) letter);
                    } else {
                        line.append("\\x").append(HEX.charAt(letter >> 4 & 0xf)).append(HEX.charAt(letter & 0xf));
                    }
                }
            }
        }
        if (word.length > MOST_BYTES) {
            line.append("... (").append(word.length - MOST_BYTES).append(" more bytes)");
        }
        line.append('"');
    }
}
