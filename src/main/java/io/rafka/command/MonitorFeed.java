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
    private static final String REDACTED = "(redacted)";

    private final List<Session> monitors = new CopyOnWriteArrayList<>();

    /** Adds a client, from the next command on. */
    public void add(Session session) {
        monitors.add(session);
    }

    /** Shows a command to all monitors. */
    void publish(Session sender, Request request) {
        if (monitors.isEmpty()) {
            return;
        }
        byte[] line = line(sender, request).getBytes(StandardCharsets.ISO_8859_1);
        monitors.removeIf(Session::isClosed);
        monitors.forEach(monitor -> monitor.push(line));
    }

    private static String line(Session sender, Request request) {
        Instant now = Instant.now();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "+%d.%06d [0 %s]", now.getEpochSecond(), now.getNano() / 1_000, sender.address()));
        quote(line, request.name());
        int secretFrom = firstSecret(request);
        for (int i = 0; i < request.arguments(); i++) {
            boolean secret = i >= secretFrom && i < secretFrom + 2;
            quote(line, secret ? REDACTED.getBytes(StandardCharsets.US_ASCII) : request.argument(i));
        }
        return line.append("\r\n").toString();
    }

    /** The index of the first argument of user and password; beyond the last if there are none. */
    private static int firstSecret(Request request) {
        if (Request.equalsIgnoreCase(request.name(), "auth")) {
            return 0;
        }
        if (Request.equalsIgnoreCase(request.name(), "hello")) {
            for (int i = 1; i < request.arguments(); i++) {
                if (request.is(i, "auth")) {
                    return i + 1;
                }
            }
        }
        return Integer.MAX_VALUE - 2;
    }

    /** As Redis' sdscatrepr. */
    private static void quote(StringBuilder line, byte[] word) {
        line.append(" \"");
        for (byte letter : word) {
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
                        line.append(String.format(Locale.ROOT, "\\x%02x", letter & 0xff));
                    }
                }
            }
        }
        line.append('"');
    }
}
