package io.rafka.config.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a server needs for TLS, read once: its certificate, whom it trusts, and how it speaks. What clients have agreed
 * on with one is of no use with another, so who is not trusted any more cannot take up an old session. Immutable; any
 * thread. Its text shows nothing of it.
 */
public final class TlsServerMaterial {
    static {
        // Sessions are kept by us, as many and as long as the settings say, and not by clients, which Java prefers. It
        // looks when a context is made.
        System.getProperties().putIfAbsent("jdk.tls.server.enableSessionTicketExtension", "false");
    }

    private final SSLContext context;
    private final TlsServerOptions options;
    private final List<String> cipherSuites;
    private final List<String> warnings;

    /**
     * Puts the parts together.
     *
     * @param keys with the server's certificate
     * @param trust whose certificates clients may show; null if they show none
     * @param cipherSuites in Java's names; at least one
     * @param warnings for the log, one line each
     */
    TlsServerMaterial(
            KeyManager[] keys,
            TrustManager @Nullable [] trust,
            TlsServerOptions options,
            List<String> cipherSuites,
            List<String> warnings)
            throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        SSLSessionContext sessions = context.getServerSessionContext();
        sessions.setSessionCacheSize(options.cachedSessions());
        sessions.setSessionTimeout(options.sessionSeconds());
        this.options = options;
        this.cipherSuites = List.copyOf(cipherSuites);
        this.warnings = List.copyOf(warnings);
    }

    /** An engine for one connection, as a server. */
    public SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(options.protocols().toArray(String[]::new));
        parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(options.prefersOwnCiphers());
        switch (options.clients()) {
            case YES -> parameters.setNeedClientAuth(true);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case NO -> parameters.setNeedClientAuth(false);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Whether a client may take up the session of a handshake; if not, it is to be invalidated after that. */
    public boolean cachesSessions() {
        return options.cachesSessions();
    }

    /** What an operator should know about it, such as a certificate that has expired. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public String toString() {
        return "TLS material of a server";
    }
}
