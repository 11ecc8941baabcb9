package io.rafka.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stretch of network between a port of its own on 127.0.0.1 and another, which can fail.
 *
 * <p>While it is cut, it is as a network that drops all packets: connections stay open, new ones are made as far as the
 * system makes them without asking anybody, and no byte comes through. When it heals, what was sent meanwhile arrives,
 * as TCP sends it again; also what a side had sent that has closed since. Any thread.
 */
public final class TcpRelay implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TcpRelay.class);
    private static final int CHUNK = 65_536;
    private static final int CONNECT_MILLIS = 5_000;

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private boolean cut;
    private boolean closed;

    private TcpRelay(int target, ServerSocket server) {
        this.target = target;
        this.server = server;
    }

    /** Relays from a free port to the given one, to which it connects when somebody connects to it. */
    public static TcpRelay to(int target) {
        try {
            TcpRelay relay = new TcpRelay(target, new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
            relay.start("accept", relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to connect to. */
    public int port() {
        return server.getLocalPort();
    }

    /** From now on nothing comes through. */
    public void cut() {
        synchronized (lock) {
            cut = true;
        }
    }

    /** Everything comes through again. */
    public void heal() {
        synchronized (lock) {
            cut = false;
            lock.notifyAll();
        }
    }

    /** Ends all connections with a reset, as a firewall that has been restarted; new ones are relayed. */
    public void reset() {
        sockets.forEach(TcpRelay::abort);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                start("client", () -> connect(client));
            } catch (IOException e) {
                // The end, or a client that was gone already: the next is not worse off for it.
                LOGGER.debug("relay to {}: cannot accept", target, e);
            }
        }
    }

    private void connect(Socket client) {
        Socket broker = new Socket();
        try {
            awaitHealed();
            broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            sockets.add(broker);
            Thread replies = start("replies", () -> pump(broker, client));
            pump(client, broker);
            replies.join();
        } catch (IOException e) {
            // The broker is down: its clients are to see that.
            LOGGER.debug("relay to {}: cannot connect", target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            abort(client);
            abort(broker);
            sockets.remove(client);
            sockets.remove(broker);
        }
    }

    /** Carries bytes in one direction, until their end; then the other side is told the end. */
    private void pump(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                awaitHealed();
                out.write(chunk, 0, length);
            }
            awaitHealed();
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has reset the connection, which the other is to see as well.
            LOGGER.debug("relay to {}: connection lost", target, e);
            abort(from);
            abort(to);
        }
    }

    private void awaitHealed() throws IOException {
        synchronized (lock) {
            while (cut && !closed) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
            }
            if (closed) {
                throw new SocketException("the relay is closed");
            }
        }
    }

    private static void abort(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException e) {
            LOGGER.debug("socket {} was closed already", socket, e);
        }
    }

    private Thread start(String what, Runnable task) {
        Thread thread = new Thread(task, "relay-" + server.getLocalPort() + "-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
