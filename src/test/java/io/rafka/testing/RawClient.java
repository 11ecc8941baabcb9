package io.rafka.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection of nothing but bytes, in Latin-1 so that each character is one byte. Reads time out after 20 seconds
 * with what has come so far.
 */
public final class RawClient implements AutoCloseable {
    private static final int TIMEOUT = 20_000;
    /** Bytes of a small socket buffer. */
    private static final int NARROW = 65_536;

    private final Socket socket;
    /** Below TLS; the same without. */
    private final Socket tcp;

    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this(socket, socket);
    }

    private RawClient(Socket socket, Socket tcp) throws IOException {
        this.socket = socket;
        this.tcp = tcp;
        tcp.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT);
        in = new java.io.BufferedInputStream(socket.getInputStream());
    }

    /** Connects to a port on 127.0.0.1. */
    public static RawClient connect(int port) {
        try {
            return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same with a small socket buffer: what the client does not read stays with the server, not with the system.
     */
    public static RawClient connectNarrow(int port) {
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(NARROW);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Connects over TLS to a port on 127.0.0.1, and waits until the handshake is done.
     *
     * @throws UncheckedIOException if it fails
     */
    public static RawClient connect(int port, SSLContext tls) {
        return secure(new Socket(), port, tls);
    }

    /** The same with a small socket buffer. */
    public static RawClient connectNarrow(int port, SSLContext tls) {
        Socket tcp = new Socket();
        try {
            tcp.setReceiveBufferSize(NARROW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secure(tcp, port, tls);
    }

    private static RawClient secure(Socket tcp, int port, SSLContext tls) {
        try {
            tcp.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            tcp.setSoTimeout(TIMEOUT);
            SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, "localhost", port, true);
            socket.startHandshake();
            return new RawClient(socket, tcp);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What TLS has agreed on. */
    public SSLSession session() {
        return ((SSLSocket) socket).getSession();
    }

    /** Ends TCP, and does not tell so in TLS: as somebody on the way can do it. */
    public void truncate() {
        try {
            tcp.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes past TLS. */
    public void sendBelow(byte[] bytes) {
        try {
            tcp.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address under which the server sees this client. */
    public String address() {
        return "127.0.0.1:" + tcp.getLocalPort();
    }

    /** A command as a RESP array. */
    public static String array(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return text.toString();
    }

    /** Sends bytes. */
    public RawClient send(String latin1) {
        try {
            socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes, each in a packet of its own as far as TCP lets us. */
    public RawClient sendByteByByte(String latin1) {
        latin1.chars().forEach(letter -> send(String.valueOf((char) letter)));
        return this;
    }

    /** Sends a command and reads its reply; see {@link #reply}. */
    public @Nullable Object call(String... words) {
        return send(array(words)).reply();
    }

    /** The same for a command whose reply must be an array. */
    public List<?> callList(String... words) {
        Object reply = call(words);
        if (reply instanceof List<?> list) {
            return list;
        }
        throw new AssertionError("not an array: " + reply);
    }

    /** The next so many bytes; fewer only at the end of the stream or after the timeout. */
    public String read(int length) {
        return readUntil(length, false);
    }

    /** A line with its end. */
    public String readLine() {
        return readUntil(Integer.MAX_VALUE, true);
    }

    private String readUntil(int length, boolean lineEnd) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String problem = "";
        try {
            int last = 0;
            while (read.size() < length) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                read.write(next);
                if (lineEnd && last == '\r' && next == '\n') {
                    break;
                }
                last = next;
            }
        } catch (SocketTimeoutException e) {
            problem = "<nothing more in " + TIMEOUT + " ms>";
        } catch (IOException e) {
            problem = "<" + e.getMessage() + ">";
        }
        return read.toString(StandardCharsets.ISO_8859_1) + problem;
    }

    /** Whether some of a reply has come. */
    public boolean hasReply() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has closed the connection, or does so before the timeout, and sends nothing more before. */
    public boolean isAtEnd() {
        return read(1).isEmpty();
    }

    /**
     * The next reply: String for simple strings, errors (with their first letter) and bulk strings, Long, List, or
     * null.
     */
    public @Nullable Object reply() {
        String line = readLine();
        if (!line.endsWith("\r\n")) {
            throw new IllegalStateException("no reply: " + line);
        }
        String rest = line.substring(1, line.length() - 2);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> line.substring(0, line.length() - 2);
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IllegalStateException("not a RESP2 reply: " + line);
        };
    }

    private @Nullable String bulk(int length) {
        if (length < 0) {
            return null;
        }
        String text = read(length + 2);
        if (text.length() != length + 2 || !text.endsWith("\r\n")) {
            String end = text.substring(Math.max(0, text.length() - 50));
            throw new IllegalStateException(
                    "not a bulk string of " + length + " bytes: " + text.length() + ", the last are " + end);
        }
        return text.substring(0, length);
    }

    private @Nullable List<@Nullable Object> list(int length) {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(reply());
        }
        return list;
    }

    /** Tells the server that nothing more comes, and still reads. */
    public RawClient shutdownOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes with a reset, as when the client's machine has been switched off. */
    public void reset() {
        try {
            tcp.setSoLinger(true, 0);
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
