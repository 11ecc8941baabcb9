package io.rafka.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.net.SocketOption;
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
            if (idle > 0 && channel instanceof EpollSocketChannel) {
                channel.config().setOption(EpollChannelOption.TCP_KEEPIDLE, idle);
                channel.config().setOption(EpollChannelOption.TCP_KEEPINTVL, interval());
                channel.config().setOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
            } else if (idle > 0) {
                // Ignored where Java does not have them for the platform: its own times hold then.
                set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, idle);
                set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, interval());
                set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
            }
        } catch (ChannelException e) {
            // Some platforms refuse options for a client that has gone already; the channel will hear of that itself.
            LOGGER.debug("{} without keepalive", channel.remoteAddress(), e);
        }
    }

    private static <T> void set(Channel channel, SocketOption<T> option, T value) {
        channel.config().setOption(NioChannelOption.of(option), value);
    }
}
