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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
                Channel bound = Binding.bind(bootstrap, host, common);
                listener.bound.add(bound);
                common = Binding.port(bound);
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
            Binding.checkFree(host, port);
        }
    }

    /** The port, the same on all addresses. */
    public int port() {
        return Binding.port(bound.get(0));
    }

    /** Accepts nobody any more. Connections stay. */
    @Override
    public void close() {
        bound.forEach(channel -> channel.close().awaitUninterruptibly());
    }
}
