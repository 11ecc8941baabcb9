package io.rafka.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.session.CommandPipeline;
import io.rafka.session.Traffic;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bound sockets that clients connect to. */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 511;

    private final List<Channel> bound = new ArrayList<>();

    private Listener() {}

    /**
     * Binds to each host of the configuration; the port 0 takes a free one, the same for all hosts.
     *
     * @param config for every connection, the settings in effect when it is accepted
     * @param traffic is told of clients that are refused
     * @param pipelines makes the pipeline of a connection that has been accepted
     * @throws IOException with one line that names host, port and reason; nothing is bound then
     */
    public static Listener bind(
            Transport transport,
            EventLoopGroup eventLoops,
            ServerConfig config,
            Traffic traffic,
            Function<Channel, CommandPipeline> pipelines)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(eventLoops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // The handler closes its side when it has answered what came before the client closed its own.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new Acceptance(config, traffic, pipelines));
        Listener listener = new Listener();
        try {
            int common = config.get(ServerSettings.PORT);
            for (String host : config.get(ServerSettings.HOST)) {
                common = listener.bind(bootstrap, host, common);
            }
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    /**
     * Finds out whether {@link #bind} would succeed, before anything expensive is started.
     *
     * @throws IOException with one line that names host, port and reason
     */
    public static void checkFree(ServerConfig config) throws IOException {
        int port = config.get(ServerSettings.PORT);
        for (String host : config.get(ServerSettings.HOST)) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(resolve(host, port));
            } catch (BindException e) {
                throw cannotListen(host, port, String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static InetSocketAddress resolve(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw cannotListen(host, port, "unknown host", null);
        }
        return address;
    }

    private static IOException cannotListen(String host, int port, String reason, @Nullable Throwable cause) {
        String plain = reason.replaceFirst(" \\(Bind failed\\)$", "");
        return new IOException("cannot listen on " + host + ":" + port + ": " + plain, cause);
    }

    private int bind(ServerBootstrap bootstrap, String host, int port) throws IOException {
        var binding = bootstrap.bind(resolve(host, port)).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            // The native transport names the system call and its error number first.
            String reason = String.valueOf(binding.cause().getMessage()).replaceFirst("^bind.*error\\(-?\\d+\\): ", "");
            throw cannotListen(host, port, reason, binding.cause());
        }
        bound.add(binding.channel());
        return ((InetSocketAddress) binding.channel().localAddress()).getPort();
    }

    /** The port, the same on all addresses. */
    public int port() {
        return ((InetSocketAddress) bound.get(0).localAddress()).getPort();
    }

    /** Accepts nobody any more. Connections stay. */
    @Override
    public void close() {
        bound.forEach(channel -> channel.close().awaitUninterruptibly());
    }
}
