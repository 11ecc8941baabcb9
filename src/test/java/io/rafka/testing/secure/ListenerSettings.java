package io.rafka.testing.secure;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The broker's settings for each {@link Listener}. */
final class ListenerSettings {
    private final TestCertificates certificates;
    private final Path keySet;
    private final Map<String, String> settings = new HashMap<>();

    private ListenerSettings(TestCertificates certificates, Path keySet) {
        this.certificates = certificates;
        this.keySet = keySet;
    }

    /**
     * The settings that make a broker have all the listeners.
     *
     * @param ports of each listener
     * @param controllerPort of the only one that is no {@link Listener}
     * @param keySet a file with the JWKS by which tokens are checked
     */
    static Map<String, String> of(
            Map<Listener, Integer> ports, int controllerPort, TestCertificates certificates, Path keySet) {
        ListenerSettings all = new ListenerSettings(certificates, keySet);
        all.addresses(ports, controllerPort);
        all.tls();
        all.passwords();
        all.tokens();
        all.settings.put("auto.create.topics.enable", "false");
        // A refusal is sent late, to slow down who guesses passwords; tests need no slowing down.
        all.settings.put("connection.failed.authentication.delay.ms", "0");
        return all.settings;
    }

    private void addresses(Map<Listener, Integer> ports, int controllerPort) {
        settings.put("listeners", join(ports, "127.0.0.1") + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", join(ports, null));
        settings.put(
                "listener.security.protocol.map",
                ports.keySet().stream()
                                .map(listener -> listener + ":" + listener.securityProtocol())
                                .collect(Collectors.joining(","))
                        + ",CONTROLLER:PLAINTEXT");
    }

    private static String join(Map<Listener, Integer> ports, @Nullable String host) {
        return ports.entrySet().stream()
                .map(entry ->
                        entry.getKey() + "://" + (host == null ? entry.getKey().host() : host) + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private void tls() {
        tls(Listener.MTLS, certificates.broker());
        set(Listener.MTLS, "ssl.client.auth", "required");
        set(Listener.MTLS, "ssl.truststore.type", "PEM");
        set(Listener.MTLS, "ssl.truststore.location", certificates.ca().toString());
        tls(Listener.TLS, certificates.broker());
        tls(Listener.EXPIRED, certificates.expiredBroker());
        tls(Listener.WRONGHOST, certificates.wrongHostBroker());
        tls(Listener.REVOKED, certificates.revokedBroker());
        tls(Listener.SASL_TLS, certificates.broker());
    }

    private void tls(Listener listener, Path keyAndChain) {
        set(listener, "ssl.keystore.type", "PEM");
        set(listener, "ssl.keystore.location", keyAndChain.toString());
    }

    private void passwords() {
        String plain = Jaas.login(Jaas.PLAIN, Map.of("user_" + SecureBroker.PLAIN_USER, SecureBroker.PLAIN_PASSWORD));
        String scram = Jaas.login(Jaas.SCRAM, Map.of());
        sasl(Listener.SASL_TLS, Map.of("PLAIN", plain, "SCRAM-SHA-256", scram, "SCRAM-SHA-512", scram));
        sasl(Listener.SASL_PLAIN, Map.of("PLAIN", plain));
    }

    private void tokens() {
        Map<String, String> bearer = Map.of("OAUTHBEARER", Jaas.login(Jaas.OAUTHBEARER, Map.of()));
        sasl(Listener.OAUTH_UNSECURED, bearer);
        sasl(Listener.OAUTH, bearer);
        String keySetUrl = keySet.toUri().toString();
        set(
                Listener.OAUTH,
                "oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        set(Listener.OAUTH, "sasl.oauthbearer.jwks.endpoint.url", keySetUrl);
        set(Listener.OAUTH, "sasl.oauthbearer.expected.audience", TokenSigner.AUDIENCE);
        set(Listener.OAUTH, "sasl.oauthbearer.expected.issuer", TokenSigner.ISSUER);
        settings.put("org.apache.kafka.sasl.oauthbearer.allowed.urls", keySetUrl);
    }

    private void sasl(Listener listener, Map<String, String> logins) {
        set(listener, "sasl.enabled.mechanisms", String.join(",", logins.keySet()));
        logins.forEach(
                (mechanism, login) -> set(listener, mechanism.toLowerCase(Locale.ROOT) + ".sasl.jaas.config", login));
    }

    private void set(Listener listener, String name, String value) {
        settings.put(listener.prefix() + name, value);
    }
}
