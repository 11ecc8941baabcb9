package io.rafka.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * The connections of the generator to one server: open until they are closed, so that a run can follow a run that has
 * warmed everything up.
 *
 * <p>Threading: one thread calls, and waits; all connections are on one event loop of their own.
 */
public final class LoadClients implements AutoCloseable {
    /** The generator's own sockets, the same whatever rafka is measured with. */
    private static final boolean EPOLL = Epoll.isAvailable();

    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Fewer than a listener's backlog. */
    private static final int CONNECTED_AT_A_TIME = 100;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final List<LoadConnection> connections = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();

    private LoadClients() {
        group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("load", true),
                EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = group.next();
    }

    /** Opens that many connections to a port on 127.0.0.1. */
    public static LoadClients connect(int port, int count) {
        LoadClients clients = new LoadClients();
        boolean complete = false;
        try {
            clients.open(port, count);
            complete = true;
            return clients;
        } finally {
            if (!complete) {
                clients.close();
            }
        }
    }

    private void open(int port, int count) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        Class<? extends SocketChannel> kind = EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
        while (connections.size() < count) {
            List<ChannelFuture> connecting = new ArrayList<>();
            for (int i = 0; i < CONNECTED_AT_A_TIME && connections.size() < count; i++) {
                LoadConnection connection = new LoadConnection(connections.size());
                connections.add(connection);
                connecting.add(new Bootstrap()
                        .group(group)
                        .channel(kind)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(connection)
                        .connect(address));
            }
            for (ChannelFuture future : connecting) {
                channels.add(future.syncUninterruptibly().channel());
            }
        }
    }

    /** Each connection sends the command of its number, and gets its reply, which must not be an error. */
    public LoadResult each(IntFunction<byte[]> command) {
        List<ByteBuf> own = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            // A connection's first batch is the one of its number and the rounds that it has to go.
            own.add(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(command.apply(i))));
        }
        own.add(0, own.remove(own.size() - 1));
        return run(new ClosedLoop(connections, own, 1, 1));
    }

    /** The same command on each. */
    public LoadResult each(byte[] command) {
        return each(number -> command);
    }

    /**
     * Closed-loop: each connection sends {@code pipeline} commands, waits for all replies, and does so again.
     *
     * @param commands taken in turn, a whole pipeline of one command at a time
     * @param perConnection how many commands each connection sends, rounded up to whole pipelines
     */
    public LoadResult closedLoop(List<byte[]> commands, int pipeline, long perConnection) {
        List<ByteBuf> batches = commands.stream()
                .map(command -> Commands.repeated(command, pipeline))
                .toList();
        try {
            return run(new ClosedLoop(
                    connections, batches, pipeline, Math.max(1, (perConnection + pipeline - 1) / pipeline)));
        } finally {
            batches.forEach(batch -> batch.unwrap().release());
        }
    }

    private LoadResult run(ClosedLoop phase) {
        loop.execute(phase::begin);
        return await(phase.result());
    }

    /**
     * Open-loop: commands at a fixed rate, by the connections in turn.
     *
     * @param perSecond of all connections together
     * @param duration for which latencies are measured, after a fifth of it to warm up
     */
    public LoadResult openLoop(byte[] command, double perSecond, Duration duration) {
        long measured = (long) (perSecond * duration.toMillis() / 1000);
        long warmUp = measured / 5;
        ByteBuf batch = Commands.repeated(command, 1);
        try {
            OpenLoop phase = new OpenLoop(connections, loop, batch, perSecond, measured + warmUp, warmUp);
            loop.execute(phase::begin);
            return await(phase.result());
        } finally {
            batch.unwrap().release();
        }
    }

    private static LoadResult await(CompletableFuture<LoadResult> result) {
        try {
            return result.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LoadException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new LoadException("not all replies have come in " + LONGEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted");
        }
    }

    @Override
    public void close() {
        connections.forEach(LoadConnection::end);
        List<ChannelFuture> closing = channels.stream().map(Channel::close).toList();
        closing.forEach(ChannelFuture::awaitUninterruptibly);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
