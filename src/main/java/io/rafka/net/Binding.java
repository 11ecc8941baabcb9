package io.rafka.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Binds sockets, and says in one line which cannot be bound, and why. */
public final class Binding {
    private Binding() {}

    /**
     * Binds to an address, and waits for that.
     *
     * @param port 0 takes a free one
     * @throws IOException with one line that names host, port and reason
     */
    public static Channel bind(ServerBootstrap bootstrap, String host, int port) throws IOException {
        var binding = bootstrap.bind(resolve(host, port)).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            // The native transport names the system call and its error number first.
            String reason = String.valueOf(binding.cause().getMessage()).replaceFirst("^bind.*error\\(-?\\d+\\): ", "");
            throw cannotListen(host, port, reason, binding.cause());
        }
        return binding.channel();
    }

    /**
     * Finds out whether {@link #bind} would succeed, before anything expensive is started.
     *
     * @throws IOException with one line that names host, port and reason
     */
    public static void checkFree(String host, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(resolve(host, port));
        } catch (BindException e) {
            throw cannotListen(host, port, String.valueOf(e.getMessage()), e);
        }
    }

    /** The port of a channel that {@link #bind} has bound. */
    public static int port(Channel bound) {
        return ((InetSocketAddress) bound.localAddress()).getPort();
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
}
