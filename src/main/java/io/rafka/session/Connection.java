package io.rafka.session;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's channel: where it is, the event loop that it belongs to, and how it ends.
 *
 * <p>Threading: addresses and {@link #execute} any thread, the rest on the event loop.
 */
final class Connection {
    /** How long a closed connection waits for the client to close its side, in seconds. */
    private static final int LINGER = 1;

    private final Channel channel;
    private final String address;
    private final String localAddress;
    private boolean inputClosed;
    private boolean repliesSent;

    /** For a channel that is active. */
    Connection(Channel channel) {
        this.channel = channel;
        address = text(channel.remoteAddress());
        localAddress = text(channel.localAddress());
    }

    private static String text(@Nullable SocketAddress address) {
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            String host = NetUtil.toAddressString(inet.getAddress());
            return host.contains(":") ? "[" + host + "]:" + inet.getPort() : host + ":" + inet.getPort();
        }
        return String.valueOf(address);
    }

    /** The client's address and port. */
    String address() {
        return address;
    }

    /** The address and port that the client has connected to. */
    String localAddress() {
        return localAddress;
    }

    /** The number of the socket's file; -1 where it is not known. */
    int file() {
        return channel instanceof UnixChannel unix ? unix.fd().intValue() : -1;
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    /** Runs a task on the event loop: now, if this is its thread. */
    void execute(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return channel.eventLoop().schedule(task, delay, unit);
    }

    /** Whether the client still reads. */
    boolean isActive() {
        return channel.isActive();
    }

    /** Whether the client keeps up with what it is sent. */
    boolean isWritable() {
        return channel.isWritable();
    }

    /** Whether the socket is read, and not left alone. */
    boolean isReading() {
        return channel.config().isAutoRead();
    }

    /** Reads from the socket, or leaves it alone. */
    void read(boolean read) {
        if (isReading() != read) {
            channel.config().setAutoRead(read);
        }
    }

    /** The client has closed its side. */
    void inputClosed() {
        inputClosed = true;
        if (repliesSent) {
            channel.close();
        }
    }

    boolean isInputClosed() {
        return inputClosed;
    }

    /**
     * Closes when what has been written is with the client.
     *
     * <p>Closing a socket with unread input makes the kernel reset the connection, and the client may lose the reply:
     * so our side is closed first, and what still comes is to be discarded until the client closes too.
     */
    void closeAfterWrites() {
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            repliesSent = true;
            if (inputClosed || !(channel instanceof DuplexChannel duplex)) {
                channel.close();
            } else {
                closeOutput(duplex);
                channel.eventLoop().schedule(() -> channel.close(), LINGER, TimeUnit.SECONDS);
            }
        });
    }

    private void closeOutput(DuplexChannel duplex) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            // A client over TLS takes the end for one only if it is told so in TLS, too.
            tls.closeOutbound()
                    .addListener(told -> duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
        }
    }

    /** Closes at once. */
    void close() {
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls == null || channel.isWritable()) {
            channel.close();
        } else {
            // TLS would tell the client first, behind all that it does not read.
            tls.close();
        }
    }
}
