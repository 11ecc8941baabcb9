package io.rafka.config.tls;

import java.util.List;

/**
 * How a server speaks TLS, apart from its certificate and keys.
 *
 * @param protocols in Java's names; at least one
 * @param clients whether they must show a certificate
 * @param prefersOwnCiphers whether the order of the cipher suites is ours, and not the client's
 * @param cachesSessions whether a client may take up an earlier session, which makes its handshake short
 * @param cachedSessions how many sessions are kept for that; more than 0
 * @param sessionSeconds for how long; more than 0
 */
public record TlsServerOptions(
        List<String> protocols,
        ClientCertificates clients,
        boolean prefersOwnCiphers,
        boolean cachesSessions,
        int cachedSessions,
        int sessionSeconds) {}
