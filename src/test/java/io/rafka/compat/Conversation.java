package io.rafka.compat;

import io.rafka.testing.RawClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connections of one script with one server.
 *
 * <p>How many replies a command has, the test does not know: behind it comes a command that does not exist, whose error
 * is its end. Both servers refuse that before anything else, without a password and within subscriptions too.
 */
final class Conversation implements AutoCloseable {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(id|addr)([1-9])?}");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|[^ ]+");
    private static final String FENCE = "no-such-command-";
    private static final Reply CLOSED = new Reply('-', "(closed)", false, List.of());

    private final int port;
    private final int protocol;
    private final Map<Integer, One> connections = new TreeMap<>();
    private int fences;

    private record One(RawClient client, ReplyParser parser, String id) {}

    /** @param protocol 2 or 3, which every connection chooses first */
    Conversation(int port, int protocol) {
        this.port = port;
        this.protocol = protocol;
    }

    /** Sends the commands at once, and returns all replies to them; at the end of the connection, one that says so. */
    List<Reply> ask(int connection, List<String> commands) {
        One one = connection(connection);
        String fence = FENCE + ++fences;
        StringBuilder bytes = new StringBuilder();
        commands.forEach(command -> bytes.append(RawClient.array(words(fill(command)))));
        try {
            one.client.send(bytes + RawClient.array(fence));
        } catch (UncheckedIOException ignored) {
            // closed by the server, which the next read says
        }
        List<Reply> replies = new ArrayList<>();
        while (true) {
            Optional<Reply> reply = one.parser.next();
            if (reply.isEmpty()) {
                replies.add(CLOSED);
                return replies;
            }
            if (reply.get().type() == '-' && reply.get().text().contains("'" + fence + "'")) {
                return replies;
            }
            replies.add(reply.get());
        }
    }

    /** Sends a command that waits; its reply is read with that of the next question. */
    void begin(int connection, String command) {
        connection(connection).client.send(RawClient.array(words(fill(command))));
    }

    /** The one reply to a command. */
    Reply ask(String command) {
        List<Reply> replies = ask(1, List.of(command));
        if (replies.size() != 1) {
            throw new IllegalStateException(command + ": " + replies);
        }
        return replies.get(0);
    }

    /** A new connection for what comes now; the one before is closed. */
    void renew(int connection) {
        One one = connections.remove(connection);
        if (one != null) {
            one.client.close();
        }
    }

    private One connection(int number) {
        One known = connections.get(number);
        if (known != null) {
            return known;
        }
        RawClient client = RawClient.connect(port);
        ReplyParser parser = new ReplyParser(client);
        client.send(RawClient.array("CLIENT", "ID"));
        String id = parser.next().orElseThrow().text();
        One one = new One(client, parser, id);
        connections.put(number, one);
        if (protocol == 3) {
            ask(number, List.of("HELLO 3"));
        }
        return one;
    }

    /** {@code {id2}} and {@code {addr2}} are those of connection 2, without a number of connection 1. */
    private String fill(String command) {
        return PLACEHOLDER.matcher(command).replaceAll(match -> {
            One one = connection(match.group(2) == null ? 1 : Integer.parseInt(match.group(2)));
            return match.group(1).equals("id") ? one.id : one.client.address();
        });
    }

    private static String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String quoted = matcher.group(1);
            words.add(quoted == null ? matcher.group() : quoted);
        }
        return words.toArray(String[]::new);
    }

    @Override
    public void close() {
        connections.values().forEach(one -> one.client.close());
    }
}
