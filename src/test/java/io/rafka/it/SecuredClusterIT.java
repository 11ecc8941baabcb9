package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.RafkaServer;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.secure.GatewayConfig;
import io.rafka.testing.secure.Listener;
import io.rafka.testing.secure.SecureBroker;
import io.rafka.testing.secure.SecureBrokerExtension;
import io.rafka.testing.secure.TestCertificates;
import io.rafka.testing.secure.TokenEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way into a secured cluster that the configuration knows: a record goes there and comes back. */
@ExtendWith(SecureBrokerExtension.class)
class SecuredClusterIT {
    /** Kafka's clients log all their properties when they are made. */
    private static final List<String> SECRETS = List.of(
            SecureBroker.PLAIN_PASSWORD,
            SecureBroker.SCRAM_PASSWORD,
            "w0rd; 'x'",
            TestCertificates.KEY_PASSWORD,
            TokenEndpoint.CLIENT_SECRET,
            "PRIVATE KEY");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SecureBroker broker;

    @SuppressWarnings("NullAway.Init") // the same
    private static TestCertificates files;

    @BeforeAll
    static void start(SecureBroker shared) {
        broker = shared;
        files = broker.certificates();
    }

    private static void assertWorks(GatewayConfig config) throws Exception {
        String topic = broker.createTopic("secured", 1);
        try (LogCapture log = LogCapture.of("io.rafka", "org.apache.kafka.clients", "org.apache.kafka.common")) {
            assertWorks(config, topic);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("sasl.jaas.config"))
                    .noneMatch(line -> SECRETS.stream().anyMatch(line::contains));
        }
    }

    private static void assertWorks(GatewayConfig config, String topic) throws Exception {
        try (RafkaServer rafka = RafkaTester.serve(config.write());
                RawClient client = RawClient.connect(rafka.port())) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "hello")).isEqualTo(1L);
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(client.call("CLIENT", "SETNAME", RafkaTester.unique("group") + ":c"))
                    .isEqualTo("OK");
            assertThat(client.call("BLPOP", "topics:" + topic, "15"))
                    .isEqualTo(List.of("topic", topic, "partition", 0L, "offset", 0L, "value", "hello"));
            assertThat(client.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
        }
    }

    private static GatewayConfig mutualTls() {
        return GatewayConfig.at(broker, Listener.MTLS);
    }

    /** How a client's certificate may be given. */
    enum Certificate {
        PKCS8,
        PKCS8_ENCRYPTED,
        PKCS1,
        PKCS1_ENCRYPTED,
        ELLIPTIC,
        STRINGS,
        KEYSTORE
    }

    private static GatewayConfig with(Certificate certificate, GatewayConfig config) {
        return switch (certificate) {
            case PKCS8 -> config.certificate(files.client(), files.clientKey());
            case PKCS8_ENCRYPTED ->
                config.certificate(files.client(), files.clientKeyEncrypted())
                        .with("ssl.key.password", TestCertificates.KEY_PASSWORD);
            case PKCS1 -> config.certificate(files.client(), files.clientKeyPkcs1());
            case PKCS1_ENCRYPTED ->
                config.certificate(files.client(), files.clientKeyPkcs1Encrypted())
                        .with("ssl.key.password", TestCertificates.KEY_PASSWORD);
            case ELLIPTIC -> config.certificate(files.ellipticClient(), files.ellipticClientKey());
            case STRINGS ->
                config.with("ssl.certificate.pem", text(files.client()))
                        .with("ssl.key.pem", text(files.clientKey()))
                        .with("ssl.ca.pem", text(files.ca()))
                        .with("ssl.ca.location", "");
            case KEYSTORE ->
                config.with("ssl.keystore.location", files.clientKeyStore().toString())
                        .with("ssl.keystore.password", TestCertificates.KEY_PASSWORD);
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mutualTlsWithACertificate(Certificate given) throws Exception {
        assertWorks(with(given, mutualTls()));
    }

    @Test
    void tlsWithCipherSuitesAndARevocationList() throws Exception {
        assertWorks(GatewayConfig.at(broker, Listener.TLS)
                .with("ssl.cipher.suites", "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256")
                .with("ssl.crl.location", files.emptyCrl().toString()));
    }

    @Test
    void anyCertificateWithoutVerification() throws Exception {
        assertWorks(GatewayConfig.at(broker, Listener.EXPIRED).with("enable.ssl.certificate.verification", "false"));
    }

    @Test
    void anyHostWithoutIdentification() throws Exception {
        assertWorks(GatewayConfig.at(broker, Listener.WRONGHOST).with("ssl.endpoint.identification.algorithm", "none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-512"})
    void scramOverTls(String mechanism) throws Exception {
        assertWorks(GatewayConfig.at(broker, Listener.SASL_TLS)
                .login(mechanism, SecureBroker.SCRAM_USER, SecureBroker.SCRAM_PASSWORD));
    }

    @Test
    void plainOverTlsWithThePasswordInAFile() throws Exception {
        Path secret = Files.writeString(broker.directory().resolve("password"), SecureBroker.PLAIN_PASSWORD + "\n");
        assertWorks(
                GatewayConfig.at(broker, Listener.SASL_TLS).login("PLAIN", SecureBroker.PLAIN_USER, "file:" + secret));
    }

    @Test
    void plainWithoutTls() throws Exception {
        assertWorks(GatewayConfig.at(broker, Listener.SASL_PLAIN)
                .login("PLAIN", SecureBroker.PLAIN_USER, SecureBroker.PLAIN_PASSWORD));
    }

    @Test
    void tokensOfAnEndpoint() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.http(broker.tokens(), files.clientPublicKey())) {
            assertWorks(GatewayConfig.at(broker, Listener.OAUTH)
                    .tokens(endpoint, TokenEndpoint.CLIENT_SECRET)
                    .with("sasl.oauthbearer.scope", "kafka")
                    .with("sasl.oauthbearer.extensions", "tenant=one,zone=two"));
            assertThat(endpoint.lastScope()).contains("kafka");
        }
    }

    @Test
    void tokensOfAnEndpointWithTls() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.https(broker.tokens(), files)) {
            assertWorks(GatewayConfig.at(broker, Listener.OAUTH)
                    .tokens(endpoint, TokenEndpoint.CLIENT_SECRET)
                    .with("https.ca.location", files.ca().toString()));
            assertWorks(GatewayConfig.at(broker, Listener.OAUTH)
                    .tokens(endpoint, TokenEndpoint.CLIENT_SECRET)
                    .with("https.ca.pem", text(files.ca())));
        }
    }

    @Test
    void tokensForASignedAssertion() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.http(broker.tokens(), files.clientPublicKey())) {
            assertWorks(GatewayConfig.at(broker, Listener.OAUTH)
                    .with("sasl.mechanism", "OAUTHBEARER")
                    .with("sasl.oauthbearer.method", "oidc")
                    .with("sasl.oauthbearer.grant.type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                    .with("sasl.oauthbearer.token.endpoint.url", endpoint.url())
                    .with(
                            "sasl.oauthbearer.assertion.private.key.file",
                            files.clientKey().toString())
                    .with("sasl.oauthbearer.assertion.claim.iss", "rafka")
                    .with("sasl.oauthbearer.assertion.claim.sub", "rafka")
                    .with("sasl.oauthbearer.assertion.claim.aud", "kafka"));
            assertThat(endpoint.lastAssertion()).isPresent();
        }
    }

    @Test
    void unsecuredTokens() throws Exception {
        assertWorks(GatewayConfig.at(broker, Listener.OAUTH_UNSECURED)
                .with("sasl.mechanism", "OAUTHBEARER")
                .with("enable.sasl.oauthbearer.unsecure.jwt", "true")
                .with("sasl.oauthbearer.config", "principal=admin scope=role1,role2 lifeSeconds=600"));
    }

    /** So that brokers can tell one client's rights from another's. */
    @Test
    void aClientMayLogInAsItself() throws Exception {
        String topic = broker.createTopic("secured", 1);
        Path config = GatewayConfig.at(broker, Listener.SASL_TLS)
                .login("SCRAM-SHA-256", SecureBroker.SCRAM_USER, SecureBroker.SCRAM_PASSWORD)
                .write();
        try (RafkaServer rafka = RafkaTester.serve(config);
                RawClient client = RawClient.connect(rafka.port())) {
            assertThat(client.call("RPUSHX", "topics:" + topic, "hello")).isEqualTo(1L);
            client.call("CLIENT", "SETNAME", RafkaTester.unique("group") + ":c");
            String own = "{\"sasl.username\":\"" + SecureBroker.SCRAM_USER + "\",\"sasl.password\":\"wrong\"}";
            assertThat(client.call("BLPOP", "topics:" + topic + ":" + own, "15"))
                    .asString()
                    .startsWith("-CONS Poll Local: Authentication failure: ");
        }
    }
}
