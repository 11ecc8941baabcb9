package io.rafka.config.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a client needs for TLS, read once and shared by all clients that are made with it: thousands of consumers have
 * one context, and take up each other's TLS sessions. Immutable; any thread. Its text shows nothing of it.
 */
public final class TlsMaterial {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final List<String> cipherSuites;
    private final String endpointIdentification;
    private final List<String> warnings;

    /**
     * Puts the parts together.
     *
     * @param keys null without a certificate of the client
     * @param trust null for Java's own certificate authorities
     * @param cipherSuites in Java's names; empty for Java's choice
     * @param endpointIdentification Java's algorithm for it; empty for none
     * @param warnings for the log, one line each
     */
    TlsMaterial(
            KeyManager @Nullable [] keys,
            TrustManager @Nullable [] trust,
            List<String> cipherSuites,
            String endpointIdentification,
            List<String> warnings)
            throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        this.cipherSuites = List.copyOf(cipherSuites);
        this.endpointIdentification = endpointIdentification;
        this.warnings = List.copyOf(warnings);
    }

    /** An engine for one connection to this host, as a client. */
    public SSLEngine clientEngine(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
        parameters.setProtocols(PROTOCOLS);
        if (!cipherSuites.isEmpty()) {
            parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** What an operator should know about it, such as a certificate that has expired. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public String toString() {
        return "TLS material";
    }
}
