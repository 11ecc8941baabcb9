package io.rafka.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.net.Binding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port for operators: {@code admin-port} of {@code admin-host}. One thread, which also answers. */
public final class AdminListener implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(AdminListener.class);
    /** A handful is expected: a monitoring system, an orchestrator, a few people. */
    private static final int MOST_CONNECTIONS = 100;

    private static final int LONGEST_LINE = 4_096;
    private static final int LONGEST_HEADERS = 16_384;
    private static final int LARGEST_BODY = 1_024;

    private final EventLoopGroup eventLoop;
    private final AdminPages pages;
    private final ChannelGroup connections;
    private final List<Channel> bound = new ArrayList<>();

    private AdminListener(EventLoopGroup eventLoop, AdminPages pages, ChannelGroup connections) {
        this.eventLoop = eventLoop;
        this.pages = pages;
        this.connections = connections;
    }

    /**
     * Finds out whether the port is free, before anything expensive is started.
     *
     * @throws IOException with one line that names the setting and the reason
     */
    public static void checkFree(ServerConfig config) throws IOException {
        try {
            for (String host : hosts(config)) {
                Binding.checkFree(host, config.get(ServerSettings.ADMIN_PORT));
            }
        } catch (IOException e) {
            throw named(e);
        }
    }

    private static List<String> hosts(ServerConfig config) {
        return config.get(ServerSettings.ADMIN_PORT) == 0 ? List.of() : config.get(ServerSettings.ADMIN_HOST);
    }

    /**
     * Binds; to nothing if {@code admin-port} is 0.
     *
     * @param pages closed with this, or when nothing can be bound
     * @throws IOException with one line that names the setting and the reason; nothing is bound then
     */
    public static AdminListener bind(ServerConfig config, AdminPages pages) throws IOException {
        // Sockets of Java's own: few come here, and these can be had everywhere.
        EventLoopGroup eventLoop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("rafka-admin", true), NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup(eventLoop.next());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(eventLoop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // A request is read when the one before it has been answered.
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, connections, pages.byPath());
                    }
                });
        AdminListener listener = new AdminListener(eventLoop, pages, connections);
        try {
            for (String host : hosts(config)) {
                listener.bound.add(Binding.bind(bootstrap, host, config.get(ServerSettings.ADMIN_PORT)));
            }
            return listener;
        } catch (IOException e) {
            listener.close();
            throw named(e);
        }
    }

    private static IOException named(IOException failure) {
        return new IOException("admin-port: " + failure.getMessage(), failure);
    }

    private static void accept(SocketChannel channel, ChannelGroup connections, Map<String, Page> pages) {
        connections.add(channel);
        if (connections.size() > MOST_CONNECTIONS) {
            LOGGER.debug("admin client refused channel=\"{}\" connections={}", channel, MOST_CONNECTIONS);
            channel.close();
            return;
        }
        boolean isLocal = channel.localAddress().getAddress().isLoopbackAddress();
        channel.pipeline()
                .addLast(new HttpServerCodec(LONGEST_LINE, LONGEST_HEADERS, LONGEST_HEADERS))
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new HttpObjectAggregator(LARGEST_BODY))
                .addLast(new FlowControlHandler())
                .addLast(new AdminHandler(pages, isLocal));
    }

    /** Ends all connections too. */
    @Override
    public void close() {
        bound.forEach(channel -> channel.close().awaitUninterruptibly());
        connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        pages.close();
    }
}
