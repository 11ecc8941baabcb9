package io.rafka.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringSocketChannel;
import io.rafka.config.server.Given;
import io.rafka.config.server.IoTransport;
import io.rafka.config.server.ServerConfig;
import io.rafka.resp.RequestMemory;
import io.rafka.resp.RespLimits;
import io.rafka.session.CommandPipeline;
import io.rafka.session.Sessions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What TCP is told about a connection that has been accepted, with each kind of sockets that this machine has. */
class ListenerTest {
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();

    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void closeClients() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    /** All that this machine has. */
    static Stream<Transport> transports() {
        return Stream.of(IoTransport.IO_URING, IoTransport.EPOLL, IoTransport.NIO)
                .flatMap(kind -> {
                    try {
                        return Stream.of(Transport.of(kind));
                    } catch (IOException e) {
                        return Stream.empty();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("transports")
    void tcpProbesAsTheSettingSaysWhenAConnectionIsAccepted(Transport transport) throws Exception {
        ServerConfig config =
                ServerConfig.of(List.of(given("host", "127.0.0.1"), given("port", "0"), given("tcp-keepalive", "60")));
        EventLoopGroup loops = transport.eventLoops(1);
        try (Listener listener = Listener.bind(
                transport,
                loops,
                config,
                new Sessions(ServerConfig.defaults()).traffic(),
                null,
                () -> false,
                this::pipeline)) {
            Channel first = connect(listener);
            assertThat(keepAlive(first)).containsExactly(true, 60, 20, 3);

            config.set(Map.of("tcp-keepalive", "2"), "the test");
            assertThat(keepAlive(connect(listener))).containsExactly(true, 2, 1, 3);
            assertThat(keepAlive(first)).as("of a connection that was there").containsExactly(true, 60, 20, 3);

            config.set(Map.of("tcp-keepalive", "0"), "the test");
            assertThat(connect(listener).config().getOption(ChannelOption.SO_KEEPALIVE))
                    .isFalse();

            config.set(Map.of("tcp-keepalive", "32767"), "the test");
            assertThat(keepAlive(connect(listener)))
                    .as("the most that Linux takes")
                    .startsWith(true, 32_767);
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private Channel connect(Listener listener) throws IOException, InterruptedException {
        clients.add(new Socket(InetAddress.getLoopbackAddress(), listener.port().orElseThrow()));
        Channel channel = accepted.poll(20, TimeUnit.SECONDS);
        assertThat(channel).isNotNull();
        return channel;
    }

    private static List<@Nullable Object> keepAlive(Channel channel) {
        Stream<ChannelOption<?>> options = channel instanceof IoUringSocketChannel
                ? Stream.of(
                        IoUringChannelOption.TCP_KEEPIDLE,
                        IoUringChannelOption.TCP_KEEPINTVL,
                        IoUringChannelOption.TCP_KEEPCNT)
                : channel instanceof EpollSocketChannel
                        ? Stream.of(
                                EpollChannelOption.TCP_KEEPIDLE,
                                EpollChannelOption.TCP_KEEPINTVL,
                                EpollChannelOption.TCP_KEEPCNT)
                        : Stream.of(
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT));
        return Stream.concat(Stream.of(ChannelOption.SO_KEEPALIVE), options)
                .<@Nullable Object>map(option -> channel.config().getOption(option))
                .toList();
    }

    private CommandPipeline pipeline(Channel channel) {
        accepted.add(channel);
        return new CommandPipeline(
                channel,
                new Sessions(ServerConfig.defaults()),
                (session, request, reply) -> reply.ok(),
                RespLimits.DEFAULT,
                new RequestMemory(1_000));
    }

    private static Given given(String setting, String value) {
        return new Given(setting, value, "the test");
    }
}
