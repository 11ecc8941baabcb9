package io.rafka.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.rafka.config.server.IoTransport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The kind of sockets, and of event loops that look after them: one of Netty's.
 *
 * @param kind for the log; never AUTO
 * @param ioHandlers of the event loops
 * @param serverChannel what a listener binds
 */
public record Transport(IoTransport kind, IoHandlerFactory ioHandlers, Class<? extends ServerChannel> serverChannel) {
    private static final String MULTISHOT_POLLS = "io.netty.iouring.pollAddMultishotEnabled";

    static {
        // A poll that stays (Netty's default) tells of a socket once, whatever else has come until it is read: a reset
        // right behind some bytes was never heard, and the connection stayed for ever. One that is asked for after each
        // read tells what is there. Netty reads this property when it first needs io_uring.
        if (System.getProperty(MULTISHOT_POLLS) == null) {
            System.setProperty(MULTISHOT_POLLS, "false");
        }
    }

    /**
     * The one that a setting asks for.
     *
     * @throws IOException if the machine does not have it; one line that says why
     */
    public static Transport of(IoTransport asked) throws IOException {
        IoTransport kind = asked == IoTransport.AUTO ? best() : asked;
        return switch (kind) {
            // Linux' rings of requests to the kernel: one call of it for all that an event loop wants at a time.
            case IO_URING -> {
                check(kind, IoUring.unavailabilityCause());
                yield new Transport(kind, IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class);
            }
            case EPOLL -> {
                check(kind, Epoll.unavailabilityCause());
                yield new Transport(kind, EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
            }
            case AUTO, NIO -> new Transport(kind, NioIoHandler.newFactory(), NioServerSocketChannel.class);
        };
    }

    private static IoTransport best() {
        // Kernels before 5.19, which do not have these rings, have older mistakes in theirs.
        if (IoUring.isAvailable() && IoUring.isRegisterBufferRingSupported()) {
            return IoTransport.IO_URING;
        }
        return Epoll.isAvailable() ? IoTransport.EPOLL : IoTransport.NIO;
    }

    private static void check(IoTransport kind, @Nullable Throwable obstacle) throws IOException {
        if (obstacle != null) {
            // Netty's own exception says which library; what is behind it says why not.
            Throwable reason = obstacle.getCause() == null ? obstacle : obstacle.getCause();
            throw new IOException(
                    "io-transport " + kind.text() + " cannot be used here: " + reason.getMessage(), obstacle);
        }
    }

    /** Event loops of this transport. The caller shuts them down. */
    public EventLoopGroup eventLoops(int threads) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("rafka-io", true), ioHandlers);
    }
}
