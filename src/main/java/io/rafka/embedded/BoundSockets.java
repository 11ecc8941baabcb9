package io.rafka.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The node's two listening sockets, bound before Kafka starts and handed over to it by listener name.
 *
 * <p>Kafka needs its controller's port in its configuration, before it opens the socket; choosing a free port, closing
 * it and letting Kafka open it again would lose that port to another process now and then. The client socket is bound
 * here too: then the advertised address is known in advance, and a port in use is noticed before the directory is
 * touched.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {
    static final String CLIENT_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int BACKLOG = 1024;

    private final Map<String, ServerSocketChannel> waiting = new ConcurrentHashMap<>();
    private final int clientPort;
    private final InetSocketAddress controllerAddress;

    private BoundSockets(ServerSocketChannel client, ServerSocketChannel controller) throws IOException {
        waiting.put(CLIENT_LISTENER, client);
        waiting.put(CONTROLLER_LISTENER, controller);
        clientPort = client.socket().getLocalPort();
        controllerAddress = (InetSocketAddress) controller.getLocalAddress();
        // Kafka's acceptor uses a selector and takes the channel as it comes
        client.configureBlocking(false);
        controller.configureBlocking(false);
    }

    /**
     * Binds both sockets on 127.0.0.1.
     *
     * @param port the port for the clients, 0 for any free one
     * @throws EmbeddedKafkaException when the port is in use or may not be bound
     */
    static BoundSockets bind(int port) throws EmbeddedKafkaException {
        ServerSocketChannel client = bindOne(port);
        try {
            return new BoundSockets(client, bindOne(0));
        } catch (IOException | EmbeddedKafkaException e) {
            closeQuietly(client);
            throw new EmbeddedKafkaException(
                    "cannot bind the embedded Kafka: " + EmbeddedKafkaException.describe(e), e);
        }
    }

    private static ServerSocketChannel bindOne(int port) throws EmbeddedKafkaException {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
            return channel;
        } catch (IOException e) {
            if (channel != null) {
                closeQuietly(channel);
            }
            String reason = e instanceof BindException && "Address already in use".equals(e.getMessage())
                    ? "the port is in use"
                    : EmbeddedKafkaException.describe(e);
            throw new EmbeddedKafkaException("cannot listen on 127.0.0.1:" + port + " for Kafka: " + reason, e);
        }
    }

    int clientPort() {
        return clientPort;
    }

    InetSocketAddress controllerAddress() {
        return controllerAddress;
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int listenBacklogSize, int recvBufferSize)
            throws IOException {
        ServerSocketChannel channel = waiting.remove(listenerName);
        if (channel == null) {
            throw new IOException("no socket is bound for listener " + listenerName + " at " + address);
        }
        return channel;
    }

    /** Closes the sockets that Kafka has not taken; those it has are its own to close. */
    @Override
    public void close() {
        waiting.values().forEach(BoundSockets::closeQuietly);
        waiting.clear();
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // a listening socket that cannot be closed cannot be helped either; the process is about to report a
            // failure
        }
    }
}
