package io.rafka.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.session.CommandPipeline;
import io.rafka.session.Refusal;
import io.rafka.session.Traffic;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * What becomes of a connection that has been accepted, on whichever port: a client, or one that is told why not, and
 * closed. The settings are those of this moment. Any thread.
 */
final class Acceptance {
    private static final Logger LOGGER = LoggerFactory.getLogger(Acceptance.class);
    /** Refused clients come again: see io.rafka.log. */
    private static final Marker SPARINGLY = MarkerFactory.getMarker("SPARINGLY");

    /** Each has a file open for a second: a flood of them must not take those of clients and brokers. */
    private static final int MOST_TOLD = 500;

    private final ServerConfig config;
    private final Traffic traffic;
    private final BooleanSupplier isProtected;
    private final Function<Channel, CommandPipeline> pipelines;
    private final ConnectionRate rate;
    /** A count of its own: event loops accept at the same time, and the limit is not to be exceeded by one. */
    private final AtomicInteger clients = new AtomicInteger();
    /** Those that are being told why they are refused. */
    private final AtomicInteger told = new AtomicInteger();

    /** @param isProtected whether clients of other hosts are refused, asked for each */
    Acceptance(
            ServerConfig config,
            Traffic traffic,
            BooleanSupplier isProtected,
            Function<Channel, CommandPipeline> pipelines) {
        this.isProtected = isProtected;
        rate = new ConnectionRate(() -> config.get(Bounds.CONNECTION_RATE), System::nanoTime);
        this.config = config;
        this.traffic = traffic;
        this.pipelines = pipelines;
    }

    /** For connections without TLS. */
    ChannelInitializer<SocketChannel> plain() {
        return new Initializer(channel -> {}, this::refuse);
    }

    /**
     * For connections over TLS. One that is refused is closed without a word, as in Redis where there are too many: it
     * could be read after a handshake only.
     */
    ChannelInitializer<SocketChannel> over(Tls tls) {
        return new Initializer(
                channel -> {
                    // By the handshake only, and as much as that needs.
                    channel.config().setAutoRead(false);
                    tls.secure(channel);
                },
                (channel, reason) -> channel.close());
    }

    private final class Initializer extends ChannelInitializer<SocketChannel> {
        private final Consumer<SocketChannel> first;
        private final BiConsumer<SocketChannel, Refusal> refusal;

        Initializer(Consumer<SocketChannel> first, BiConsumer<SocketChannel, Refusal> refusal) {
            this.first = first;
            this.refusal = refusal;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            accept(channel, first, refusal);
        }
    }

    private void accept(
            SocketChannel channel, Consumer<SocketChannel> first, BiConsumer<SocketChannel, Refusal> refusal) {
        Refusal reason = refusal(channel);
        if (reason == null) {
            // Whatever happens to the channel from here on, it is closed once.
            channel.closeFuture().addListener(closed -> clients.decrementAndGet());
            int unread = Math.toIntExact(config.get(Bounds.OUTPUT_BUFFER));
            channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(unread / 2, unread));
            KeepAlive.of(config.get(ServerSettings.TCP_KEEPALIVE)).apply(channel);
            first.accept(channel);
            channel.pipeline().addLast("client", new ClientHandler(pipelines));
        } else {
            traffic.countRefused(reason);
            LOGGER.warn(SPARINGLY, "client refused address={} reason={}", channel.remoteAddress(), reason.text());
            refusal.accept(channel, reason);
        }
    }

    private void refuse(SocketChannel channel, Refusal reason) {
        channel.closeFuture().addListener(closed -> told.decrementAndGet());
        if (told.incrementAndGet() > MOST_TOLD) {
            channel.close();
        } else {
            channel.pipeline().addLast("refused", new RefusedClientHandler(reason));
        }
    }

    /** Null if it may enter, and is counted. */
    private @Nullable Refusal refusal(SocketChannel channel) {
        if (isProtected.getAsBoolean() && !channel.remoteAddress().getAddress().isLoopbackAddress()) {
            return Refusal.PROTECTED;
        }
        if (!rate.admits()) {
            return Refusal.RATE;
        }
        return isCountedIn() ? null : Refusal.MAXCLIENTS;
    }

    private boolean isCountedIn() {
        int most = config.get(Bounds.MAXCLIENTS);
        // Not counted and then taken back: one that is refused must not keep out another for that moment.
        int count = clients.get();
        while (count < most) {
            int before = clients.compareAndExchange(count, count + 1);
            if (before == count) {
                return true;
            }
            count = before;
        }
        return false;
    }
}
