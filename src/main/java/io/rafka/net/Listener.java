package io.rafka.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.config.server.TlsSettings;
import io.rafka.session.CommandPipeline;
import io.rafka.session.Traffic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bound sockets that clients connect to. */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 511;

    private final List<Channel> plain = new ArrayList<>();
    private final List<Channel> secure = new ArrayList<>();

    private Listener() {}

    /**
     * Binds to each host of the configuration; the port 0 takes a free one, the same for all hosts.
     *
     * @param config for every connection, the settings in effect when it is accepted
     * @param traffic is told of clients that are refused
     * @param tls for tls-port; null if there is none
     * @param isProtected whether clients of other hosts are refused, asked for each
     * @param pipelines makes the pipeline of a connection that has been accepted
     * @throws IOException with one line that names host, port and reason; nothing is bound then
     */
    public static Listener bind(
            Transport transport,
            EventLoopGroup eventLoops,
            ServerConfig config,
            Traffic traffic,
            @Nullable Tls tls,
            BooleanSupplier isProtected,
            Function<Channel, CommandPipeline> pipelines)
            throws IOException {
        Acceptance acceptance = new Acceptance(config, traffic, isProtected, pipelines);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(eventLoops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // The handler closes its side when it has answered what came before the client closed its own.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        Listener listener = new Listener();
        try {
            int port = config.get(ServerSettings.PORT);
            if (port != ServerSettings.NO_PORT) {
                bind(bootstrap.clone().childHandler(acceptance.plain()), config, port, listener.plain);
            }
            if (tls != null) {
                int tlsPort = config.get(TlsSettings.TLS_PORT);
                bind(bootstrap.clone().childHandler(acceptance.over(tls)), config, tlsPort, listener.secure);
            }
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    private static void bind(ServerBootstrap bootstrap, ServerConfig config, int port, List<Channel> bound)
            throws IOException {
        int common = port;
        for (String host : config.get(ServerSettings.HOST)) {
            Channel channel = Binding.bind(bootstrap, host, common);
            bound.add(channel);
            common = Binding.port(channel);
        }
    }

    /**
     * Finds out whether {@link #bind} would succeed, before anything expensive is started.
     *
     * @throws IOException with one line that names host, port and reason
     */
    public static void checkFree(ServerConfig config) throws IOException {
        for (int port : List.of(config.get(ServerSettings.PORT), config.get(TlsSettings.TLS_PORT))) {
            // 0 is any port here, and none there: neither is taken.
            if (port > 0) {
                for (String host : config.get(ServerSettings.HOST)) {
                    Binding.checkFree(host, port);
                }
            }
        }
    }

    /** The port without TLS, the same on all addresses; empty if there is none. */
    public OptionalInt port() {
        return port(plain);
    }

    /** The port for TLS, the same on all addresses; empty if there is none. */
    public OptionalInt tlsPort() {
        return port(secure);
    }

    private static OptionalInt port(List<Channel> bound) {
        return bound.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Binding.port(bound.get(0)));
    }

    /** Accepts nobody any more. Connections stay. */
    @Override
    public void close() {
        plain.forEach(channel -> channel.close().awaitUninterruptibly());
        secure.forEach(channel -> channel.close().awaitUninterruptibly());
    }
}
