package io.rafka.testing.secure;

import java.util.Locale;

/** The doors of a {@link SecureBroker}. Clients are given addresses of the door that they came in by. */
public enum Listener {
    /** Neither TLS nor passwords. */
    PLAINTEXT("PLAINTEXT"),
    /** TLS, for clients with a certificate. */
    MTLS("SSL"),
    /** TLS, for any client. */
    TLS("SSL"),
    /** Like {@link #TLS}, with a certificate that has expired. */
    EXPIRED("SSL"),
    /** Like {@link #TLS}, with a certificate for another host. */
    WRONGHOST("SSL"),
    /** Like {@link #TLS}, with a certificate that is on the authority's list of revoked ones. */
    REVOKED("SSL"),
    /** TLS, and then PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512. */
    SASL_TLS("SASL_SSL"),
    /** PLAIN. */
    SASL_PLAIN("SASL_PLAINTEXT"),
    /** OAUTHBEARER with tokens signed by the broker's {@link SecureBroker#tokens}. */
    OAUTH("SASL_PLAINTEXT"),
    /** OAUTHBEARER with tokens that nobody has signed. */
    OAUTH_UNSECURED("SASL_PLAINTEXT");

    private final String securityProtocol;

    Listener(String securityProtocol) {
        this.securityProtocol = securityProtocol;
    }

    /** What Kafka clients call {@code security.protocol}. */
    public String securityProtocol() {
        return securityProtocol;
    }

    /** Whether it speaks TLS. */
    public boolean hasTls() {
        return securityProtocol.endsWith("SSL");
    }

    /** The name that certificates are checked against; an address where there are none. */
    String host() {
        return hasTls() ? "localhost" : "127.0.0.1";
    }

    /** What the broker's settings for this listener begin with. */
    String prefix() {
        return "listener.name." + name().toLowerCase(Locale.ROOT) + ".";
    }
}
