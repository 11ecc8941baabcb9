package io.rafka.kafka;

import io.rafka.config.tls.TlsMaterial;
import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gives Kafka's clients the TLS that rafka has read from librdkafka's properties (KIP-519). Kafka makes one for each
 * client, by name; they all share the material.
 */
public final class TlsEngines implements SslEngineFactory {
    /** The property under which a client's material is handed over: a {@link TlsMaterial}. */
    static final String MATERIAL = "rafka.tls.material";

    private @Nullable TlsMaterial material;

    /** Called by Kafka. */
    public TlsEngines() {}

    @Override
    public void configure(Map<String, ?> properties) {
        material = (TlsMaterial) properties.get(MATERIAL);
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
        return Objects.requireNonNull(material, MATERIAL).clientEngine(host, port);
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("rafka's Kafka clients accept no connections");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> properties) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {
        // The material belongs to the configuration.
    }
}
