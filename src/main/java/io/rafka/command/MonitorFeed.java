package io.rafka.command;

import io.rafka.config.server.ServerSettings;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sends every command to the clients that MONITOR. Costs one read of an empty list when there are none. Any thread.
 *
 * @see <a href="https://redis.io/docs/latest/commands/monitor/">MONITOR</a>
 */
public final class MonitorFeed {
    private static final byte[] REDACTED = "(redacted)".getBytes(StandardCharsets.US_ASCII);
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
        BitSet secrets = secrets(request);
        for (int i = 0; i < request.arguments(); i++) {
            quote(line, secrets.get(i) ? REDACTED : request.argument(i));
        }
        return line.append("\r\n").toString();
    }

    /** The indices of the arguments that nobody else may see. */
    private static BitSet secrets(Request request) {
        BitSet secrets = new BitSet();
        if (Request.equalsIgnoreCase(request.name(), "auth")) {
            secrets.set(0, request.arguments());
        } else if (Request.equalsIgnoreCase(request.name(), "hello")) {
            int option = 1;
            while (option < request.arguments()) {
                if (request.is(option, "auth")) {
                    secrets.set(option + 1, option + 3);
                    option += 3;
                } else {
                    option += request.is(option, "setname") ? 2 : 1;
                }
            }
        } else if (Request.equalsIgnoreCase(request.name(), "config")) {
            // Whatever stands where: a secret is as secret in a command that is refused for its form.
            for (int i = 0; i + 1 < request.arguments(); i++) {
                secrets.set(i + 1, isSecret(request.argument(i)));
            }
        }
        return secrets;
    }

    private static boolean isSecret(byte[] setting) {
        return ServerSettings.all().stream()
                .anyMatch(row -> row.type().isSecret() && Request.equalsIgnoreCase(setting, row.name()));
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
