package io.rafka.config.tls;

import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** A handshake in memory between a client's material and a broker's context, which asks for a certificate. */
final class Handshake {
    private static final int MOST_STEPS = 100;
    private static final int BUFFER = 1 << 16;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer toClient = ByteBuffer.allocate(BUFFER);

    private Handshake(TlsMaterial material, SSLContext broker) {
        client = material.clientEngine("localhost", 9093);
        server = broker.createSSLEngine();
        server.setUseClientMode(false);
        server.setWantClientAuth(true);
    }

    /** The certificate by which the broker knows the client; null without one. */
    static @Nullable Certificate with(TlsMaterial material, SSLContext broker) throws SSLException {
        Handshake handshake = new Handshake(material, broker);
        handshake.run();
        try {
            return handshake.server.getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    /** Why it fails, with all causes; empty if it does not. */
    static String failure(TlsMaterial material, SSLContext broker) {
        try {
            with(material, broker);
            return "";
        } catch (SSLException e) {
            return e + " " + e.getCause();
        }
    }

    private void run() throws SSLException {
        for (int i = 0; i < MOST_STEPS && (isOn(client) || isOn(server) || i == 0); i++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        if (isOn(client) || isOn(server)) {
            throw new SSLException("no end after " + MOST_STEPS + " steps");
        }
    }

    private static boolean isOn(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    /** Reads what there is, and writes what it can. */
    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer application = ByteBuffer.allocate(BUFFER);
        in.flip();
        while (in.hasRemaining()) {
            int before = in.remaining();
            engine.unwrap(in, application);
            runTasks(engine);
            if (in.remaining() == before && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                break;
            }
        }
        in.compact();
        int before;
        do {
            before = out.position();
            engine.wrap(ByteBuffer.allocate(0), out);
            runTasks(engine);
        } while (out.position() > before && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
