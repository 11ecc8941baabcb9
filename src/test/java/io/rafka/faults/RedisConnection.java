package io.rafka.faults;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection, for a client that goes on when it is lost: every way in which that can happen is an
 * IOException. Not thread-safe.
 */
final class RedisConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int REPLY_MILLIS = 60_000;

    /** A reply that is an error, from its first letter on. */
    record Refusal(String text) {}

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(REPLY_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Connects to a port on 127.0.0.1. */
    static RedisConnection open(int port) throws IOException {
        Socket socket = new Socket();
        boolean open = false;
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            RedisConnection connection = new RedisConnection(socket);
            open = true;
            return connection;
        } finally {
            if (!open) {
                socket.close();
            }
        }
    }

    /** Adds a command to the pipeline, which {@link #flush} sends. */
    void add(String... words) throws IOException {
        StringBuilder text = new StringBuilder("*").append(words.length).append("\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            text.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the commands that were added. */
    void flush() throws IOException {
        out.flush();
    }

    /** Sends a command and waits for its reply. */
    @Nullable Object call(String... words) throws IOException {
        add(words);
        flush();
        return reply();
    }

    /** The next reply: String, Long, List, {@link Refusal}, or null. */
    @Nullable Object reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> new Refusal(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IOException("not a reply: " + line);
        };
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after " + line);
            }
            line.append((char) next);
        }
        if (in.read() != '\n') {
            throw new EOFException("closed in the end of a line, or no line feed");
        }
        return line.toString();
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) {
            throw new EOFException("closed in a bulk string");
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private @Nullable List<@Nullable Object> list(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(reply());
        }
        return list;
    }

    /** Closes with a reset, as when the client's machine is switched off. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
