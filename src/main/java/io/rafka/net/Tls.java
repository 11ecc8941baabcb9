package io.rafka.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.TlsSettings;
import io.rafka.config.tls.TlsServerMaterial;
import io.rafka.session.Traffic;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;

/**
 * TLS towards clients: what each new connection is shown, and the threads that reckon for handshakes, of which one
 * takes milliseconds: on an event loop, all others would wait. Any thread.
 */
public final class Tls implements AutoCloseable {
    private static final long MEGABYTE = 1 << 20;
    /** How long the end of a connection waits for the client to take it, in milliseconds. */
    private static final long LINGER = 1_000;

    private static final long KEEP_ALIVE = 10;

    private final ServerConfig config;
    private final Traffic traffic;
    private final ThreadPoolExecutor threads;
    private final Handshakes handshakes;
    private volatile TlsServerMaterial material;

    /**
     * Starts with this.
     *
     * @param config has the bounds of handshakes
     * @param traffic counts them
     */
    public Tls(TlsServerMaterial material, ServerConfig config, Traffic traffic) {
        this.material = material;
        this.config = config;
        this.traffic = traffic;
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        // No more tasks than handshakes, each of which has one at a time.
        threads = new ThreadPoolExecutor(
                most,
                most,
                KEEP_ALIVE,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("rafka-tls", true));
        threads.allowCoreThreadTimeOut(true);
        handshakes = new Handshakes(this::mostHandshakes);
    }

    private int mostHandshakes() {
        int given = config.get(Bounds.TLS_HANDSHAKES);
        return given > 0 ? given : Math.max(1, (int) (Runtime.getRuntime().maxMemory() / MEGABYTE));
    }

    /** Shows this to connections from now on; those that there are go on as they are. */
    public void use(TlsServerMaterial next) {
        material = next;
    }

    /** Puts TLS between a channel and what looks after it. To be added first, with nothing read yet. */
    void secure(Channel channel) {
        channel.pipeline().addLast("handshake", new HandshakeHandler(this));
    }

    /** What encrypts and decrypts, for one channel. */
    SslHandler handler() {
        TlsServerMaterial current = material;
        SSLEngine engine = current.engine();
        SslHandler handler = new SslHandler(engine, false, threads);
        // Counted from when the client has connected: see HandshakeHandler.
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(LINGER);
        if (!current.cachesSessions()) {
            handler.handshakeFuture().addListener(done -> engine.getSession().invalidate());
        }
        return handler;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    /** How long a handshake may take, in seconds. */
    long handshakeTimeout() {
        return config.get(Bounds.TLS_HANDSHAKE_TIMEOUT).toSeconds();
    }

    int port() {
        return config.get(TlsSettings.TLS_PORT);
    }

    Traffic traffic() {
        return traffic;
    }

    /** Ends the threads. Connections that there are go on. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
