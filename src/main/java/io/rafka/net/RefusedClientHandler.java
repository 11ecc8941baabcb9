package io.rafka.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Tells a client that there are too many, and closes.
 *
 * <p>Closing a socket with unread input makes the kernel reset the connection, and the client may lose the error: so
 * our side is closed first, and what comes is discarded until the client closes too, for a second at most.
 */
final class RefusedClientHandler extends ChannelInboundHandlerAdapter {
    /** In Redis' words. */
    private static final byte[] ERROR = "-ERR max number of clients reached\r\n".getBytes(StandardCharsets.US_ASCII);
    /** How long the client may take to close its side, in seconds. */
    private static final int LINGER = 1;

    @Override
    public void channelActive(ChannelHandlerContext context) {
        SocketChannel channel = (SocketChannel) context.channel();
        channel.writeAndFlush(Unpooled.wrappedBuffer(ERROR))
                .addListener(written -> channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
        channel.eventLoop().schedule(() -> channel.close(), LINGER, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            // Behind the error, if that is not written yet.
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
