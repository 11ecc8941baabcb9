package io.rafka.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.rafka.session.CommandPipeline;
import java.io.IOException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Hands the events of one connection's channel to its command pipeline. */
final class ClientHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClientHandler.class);
    /** Whoever changes bytes on the way goes on with that: see io.rafka.log. */
    private static final Marker SPARINGLY = MarkerFactory.getMarker("SPARINGLY");

    private final Function<Channel, CommandPipeline> pipelines;
    private @Nullable CommandPipeline pipeline;

    ClientHandler(Function<Channel, CommandPipeline> pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        pipeline = pipelines.apply(context.channel());
        LOGGER.debug("client connected session={}", pipeline.session());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        pipeline().received((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        pipeline().readComplete();
        if (hasHungUp(context.channel())) {
            context.read();
        }
    }

    /**
     * Whether a socket that is left alone was read because its client sends no more. Netty's io_uring then reads what
     * there is, which need not end with the error that says that it has gone, and would not look again. With epoll it
     * looks itself, and asking once more changes nothing; Java's sockets are not read then.
     */
    private static boolean hasHungUp(Channel channel) {
        return !channel.config().isAutoRead()
                && channel.unsafe().recvBufAllocHandle() instanceof RecvByteBufAllocator.ExtendedHandle handle
                // Nobody wants to read more, except for that reason.
                && handle.continueReading(() -> false);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        pipeline().writabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // With TLS the client says first that it sends no more. Who only ends TCP may have been cut off by somebody on
        // the way; what has come whole is executed then as for a client without TLS.
        if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
            pipeline().inputClosed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        LOGGER.debug("client disconnected session={}", pipeline().session());
        pipeline().inactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause.getCause() instanceof SSLException broken) {
            LOGGER.warn(
                    SPARINGLY,
                    "client closed, its TLS is broken session={} reason=\"{}\"",
                    session(),
                    broken.getMessage());
        } else if (cause instanceof IOException) {
            // The client has gone without saying goodbye; nothing of ours is wrong.
            LOGGER.debug("connection failed session={} reason=\"{}\"", session(), cause.toString());
        } else {
            LOGGER.error("client closed after a failure session={}", session(), cause);
        }
        context.close();
    }

    private String session() {
        return pipeline == null ? "" : pipeline.session().toString();
    }

    private CommandPipeline pipeline() {
        CommandPipeline current = pipeline;
        if (current == null) {
            throw new IllegalStateException("the channel has not been active yet");
        }
        return current;
    }
}
