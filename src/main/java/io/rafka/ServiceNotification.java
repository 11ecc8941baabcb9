package io.rafka;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager, where one has started rafka, what it is doing: the protocol of {@code sd_notify(3)}, a
 * datagram to the socket in {@code NOTIFY_SOCKET}. Java has no such sockets; those of Netty's epoll transport are
 * loaded only if there is somebody to tell.
 */
final class ServiceNotification {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServiceNotification.class);
    /** What a shutdown may take beyond what the settings say. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final @Nullable String socket;

    private ServiceNotification(@Nullable String socket) {
        this.socket = socket;
    }

    /** To whom the environment says. */
    static ServiceNotification of(Map<String, String> environment) {
        return new ServiceNotification(environment.get("NOTIFY_SOCKET"));
    }

    /** Clients can connect. */
    void ready() {
        send("READY=1");
    }

    /** The shutdown has begun, and may take so long; the unit's own limit may be shorter. */
    void stopping(Duration longest) {
        long micros = longest.plus(MARGIN).toMillis() * 1_000;
        send("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + micros);
    }

    private void send(String message) {
        if (socket == null || socket.isEmpty()) {
            return;
        }
        try {
            if (!Epoll.isAvailable()) {
                throw new IOException("the library for it cannot be loaded here", Epoll.unavailabilityCause());
            }
            // An @ stands for the zero byte with which the name of a socket begins that is no file.
            String path = socket.startsWith("@") ? '\0' + socket.substring(1) : socket;
            sendTo(path.getBytes(StandardCharsets.UTF_8), message.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOGGER.warn(
                    "cannot tell the service manager at {} {}: {}",
                    socket,
                    message.lines().toList(),
                    e.getMessage());
        }
    }

    private static void sendTo(byte[] path, byte[] message) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(message.length).put(message);
        Socket sender = Socket.newSocketDomainDgram();
        try {
            sender.sendToDomainSocket(buffer, 0, message.length, path);
        } finally {
            sender.close();
        }
    }
}
