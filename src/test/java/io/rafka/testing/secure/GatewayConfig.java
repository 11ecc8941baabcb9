package io.rafka.testing.secure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The configuration file of a gateway in front of a {@link SecureBroker}, in librdkafka's properties. */
public final class GatewayConfig {
    private final SecureBroker broker;
    private final Map<String, String> general = new LinkedHashMap<>();

    private GatewayConfig(SecureBroker broker) {
        this.broker = broker;
    }

    /** For one of its listeners; with the broker's authority, if there is TLS. */
    public static GatewayConfig at(SecureBroker broker, Listener listener) {
        GatewayConfig config = new GatewayConfig(broker);
        config.with("bootstrap.servers", broker.bootstrap(listener));
        config.with("security.protocol", listener.securityProtocol().toLowerCase(Locale.ROOT));
        if (listener.hasTls()) {
            config.with("ssl.ca.location", broker.certificates().ca().toString());
        }
        return config;
    }

    /** With this property of the object general. */
    public GatewayConfig with(String name, String value) {
        general.put(name, value);
        return this;
    }

    /** With a name and a password. */
    public GatewayConfig login(String mechanism, String user, String password) {
        return with("sasl.mechanisms", mechanism).with("sasl.username", user).with("sasl.password", password);
    }

    /** With the client's certificate, and the key in this file. */
    public GatewayConfig certificate(Path certificate, Path key) {
        return with("ssl.certificate.location", certificate.toString()).with("ssl.key.location", key.toString());
    }

    /** With tokens of this endpoint. */
    public GatewayConfig tokens(TokenEndpoint endpoint, String secret) {
        return with("sasl.mechanism", "OAUTHBEARER")
                .with("sasl.oauthbearer.method", "oidc")
                .with("sasl.oauthbearer.token.endpoint.url", endpoint.url())
                .with("sasl.oauthbearer.client.id", TokenEndpoint.CLIENT_ID)
                .with("sasl.oauthbearer.client.secret", secret);
    }

    /** Writes it to a file in the broker's folder. */
    public Path write() {
        Map<String, Object> all = Map.of(
                "general",
                general,
                "consumer",
                Map.of("auto.offset.reset", "earliest", "auto.commit.interval.ms", 100),
                "server",
                Map.of("host", "127.0.0.1", "port", 0));
        try {
            Path file = broker.directory().resolve(RafkaTester.unique("librdkafka") + ".json");
            return Files.writeString(file, new ObjectMapper().writeValueAsString(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
