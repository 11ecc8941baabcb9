package io.rafka.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Lets a client in when its TLS handshake has succeeded. Until then, nobody behind this handler hears of the channel,
 * and no more is read from it than the handshake needs. The channel's event loop, except {@link #start} and
 * {@link #giveUp}.
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter implements Handshakes.Handshake {
    private static final Logger LOGGER = LoggerFactory.getLogger(HandshakeHandler.class);
    /**
     * What Java says of the two bytes with which OpenSSL ends a handshake of TLS 1.3 before it has keys: it expects
     * them encrypted, and so does not tell what they say.
     */
    private static final String ALERT_IN_PLAIN = "Insufficient buffer remaining for AEAD cipher fragment (2)";
    /** Whoever does it wrong comes again: see io.rafka.log. */
    private static final Marker SPARINGLY = MarkerFactory.getMarker("SPARINGLY");

    private final Tls tls;
    private @Nullable ChannelHandlerContext entered;
    private @Nullable SslHandler handler;
    private @Nullable ScheduledFuture<?> deadline;
    private long connectedAt;
    private boolean over;

    HandshakeHandler(Tls tls) {
        this.tls = tls;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        entered = context;
        connectedAt = System.nanoTime();
        long longest = tls.handshakeTimeout();
        deadline = context.executor()
                .schedule(
                        () -> fail("client closed, its TLS handshake took too long address={} seconds={}", longest),
                        longest,
                        TimeUnit.SECONDS);
        tls.handshakes().enter(this);
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext context = entered;
        if (context == null) {
            throw new IllegalStateException("the channel has not been active yet");
        }
        return context;
    }

    @Override
    public void start() {
        context().executor().execute(this::begin);
    }

    private void begin() {
        ChannelHandlerContext context = context();
        if (!over && context.channel().isActive()) {
            SslHandler added = tls.handler();
            handler = added;
            context.pipeline().addFirst("tls", added);
            context.read();
        }
    }

    @Override
    public void await() {
        context().executor().schedule(this::waitOn, Handshakes.PATIENCE, TimeUnit.SECONDS);
    }

    private void waitOn() {
        if (!over && handler == null) {
            tls.handshakes().hurry();
            await();
        }
    }

    @Override
    public void giveUp() {
        context()
                .executor()
                .execute(() -> fail(
                        "client closed, its TLS handshake took too long while others wait address={} seconds={}",
                        Handshakes.PATIENCE));
    }

    private long sinceStart() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - connectedAt);
    }

    private void fail(String line, Object detail) {
        if (end()) {
            tls.traffic().countFailedHandshake();
            LOGGER.warn(SPARINGLY, line, context().channel().remoteAddress(), detail);
            close();
        }
    }

    /**
     * Not now: Netty's TLS may be about to close the channel itself, and with io_uring one that is closed in the middle
     * of that stays open for ever.
     */
    private void close() {
        context().executor().execute(() -> context().channel().close());
    }

    /** False if it has ended before. */
    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        tls.handshakes().leave(this);
        return true;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                letIn(context);
            } else {
                refuse(done.cause());
            }
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            leave(context);
        }
    }

    private void letIn(ChannelHandlerContext context) {
        if (end()) {
            tls.traffic().countSecured();
            context.fireChannelActive();
            context.pipeline().remove(this);
            context.channel().config().setAutoRead(true);
        }
    }

    private void refuse(Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            fail("client closed, it sent something else than TLS address={} tls-port={}", tls.port());
        } else if (cause instanceof ClosedChannelException) {
            leave(context());
        } else {
            fail("client closed, its TLS handshake failed address={} reason=\"{}\"", reason(cause));
        }
    }

    /** In one line, with what is behind it: of a certificate, Java says only there what is wrong with it. */
    private static String reason(Throwable cause) {
        if (String.valueOf(cause.getMessage()).contains(ALERT_IN_PLAIN)) {
            return "the client has given up, as one does that does not trust the certificate";
        }
        StringBuilder reason = new StringBuilder(String.valueOf(cause.getMessage()));
        for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
            String message = next.getMessage();
            if (message != null && reason.indexOf(message) < 0) {
                reason.append(": ").append(message);
            }
        }
        return reason.toString().replaceAll("\\R+", " ");
    }

    /** The client has gone. Who has not even begun is a load balancer that looks whether somebody listens. */
    private void leave(ChannelHandlerContext context) {
        SslHandler begun = handler;
        if (begun != null && begun.engine().getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            fail("client left in its TLS handshake address={} millis={}", sinceStart());
        } else if (end()) {
            LOGGER.debug(
                    "client left before a TLS handshake address={}",
                    context.channel().remoteAddress());
        }
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave(context);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // Nobody has been let in who would want to know.
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        // The same.
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // What ends a handshake comes as an event, too.
        LOGGER.debug(
                "exception in a TLS handshake address={} reason=\"{}\"",
                context.channel().remoteAddress(),
                cause.toString());
        if (cause instanceof IOException && !(cause instanceof SSLException)) {
            leave(context);
        } else {
            refuse(cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause);
        }
        close();
    }
}
