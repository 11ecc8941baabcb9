package io.rafka.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.rafka.session.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Tells a client why it is not let in, and closes.
 *
 * <p>Closing a socket with unread input makes the kernel reset the connection, and the client may lose the error: so
 * our side is closed first, and what comes is discarded until the client closes too, for a second at most.
 */
final class RefusedClientHandler extends ChannelInboundHandlerAdapter {
    /** In Redis' words. */
    private static final String TOO_MANY = "ERR max number of clients reached";

    private static final String TOO_FAST = "ERR too many connections a second, see connection-rate";
    private static final String PROTECTED = "DENIED rafka is in protected mode: protected-mode is yes, and there is no "
            + "password for the default user. Then only clients of the machine that it runs on are let in. To connect "
            + "from elsewhere, do one of these: 1) Set a password: requirepass in rafka's configuration, or from that "
            + "machine CONFIG SET requirepass <password>. 2) Define users: aclfile in the configuration. 3) Where everybody who can connect may do so, turn it off: "
            + "protected-mode no in the configuration, or from that machine CONFIG SET protected-mode no. Clients that "
            + "are connected stay.";
    /** How long the client may take to close its side, in seconds. */
    private static final int LINGER = 1;

    private final byte[] error;

    RefusedClientHandler(Refusal reason) {
        String line = switch (reason) {
            case MAXCLIENTS -> TOO_MANY;
            case RATE -> TOO_FAST;
            case PROTECTED -> PROTECTED;
        };
        error = ("-" + line + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        SocketChannel channel = (SocketChannel) context.channel();
        channel.writeAndFlush(Unpooled.wrappedBuffer(error))
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
