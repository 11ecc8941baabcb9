package io.rafka.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringSocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How TCP finds out that a client's machine has gone without a word. As Redis does it: the first probe after the idle
 * time, two more a third of it apart, so that the client is given up after twice the time.
 *
 * @param idle seconds before the first probe; 0 for no probes
 */
record KeepAlive(int idle) {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeepAlive.class);
    private static final int PROBES = 3;

    static KeepAlive of(Duration idle) {
        return new KeepAlive((int) idle.toSeconds());
    }

    /** Seconds between two probes. */
    private int interval() {
        return Math.max(1, idle / PROBES);
    }

    /** Sets the options of a channel that is open. */
    void apply(Channel channel) {
        try {
            channel.config().setOption(ChannelOption.SO_KEEPALIVE, idle > 0);
            if (idle > 0) {
                // Java's own sockets ignore those that they do not have for the platform: its times hold then.
                Options options = Options.of(channel);
                channel.config().setOption(options.idle(), idle);
                channel.config().setOption(options.interval(), interval());
                channel.config().setOption(options.count(), PROBES);
            }
        } catch (ChannelException e) {
            // Some platforms refuse options for a client that has gone already; the channel will hear of that itself.
            LOGGER.debug("without keepalive address={}", channel.remoteAddress(), e);
        }
    }

    /** What the options are called for a kind of sockets. */
    private record Options(ChannelOption<Integer> idle, ChannelOption<Integer> interval, ChannelOption<Integer> count) {
        private static final Options EPOLL = new Options(
                EpollChannelOption.TCP_KEEPIDLE, EpollChannelOption.TCP_KEEPINTVL, EpollChannelOption.TCP_KEEPCNT);
        private static final Options IO_URING = new Options(
                IoUringChannelOption.TCP_KEEPIDLE,
                IoUringChannelOption.TCP_KEEPINTVL,
                IoUringChannelOption.TCP_KEEPCNT);
        private static final Options NIO = new Options(
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT));

        static Options of(Channel channel) {
            if (channel instanceof IoUringSocketChannel) {
                return IO_URING;
            }
            return channel instanceof EpollSocketChannel ? EPOLL : NIO;
        }
    }
}
