package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.secure.GatewayConfig;
import io.rafka.testing.secure.Listener;
import io.rafka.testing.secure.SecureBroker;
import io.rafka.testing.secure.SecureBrokerExtension;
import io.rafka.testing.secure.TestCertificates;
import io.rafka.testing.secure.TokenEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A secured cluster that does not let rafka in, or that rafka does not trust: clients and operator are told why. */
@ExtendWith(SecureBrokerExtension.class)
class RefusedByKafkaIT {
    private static final String WRONG_PASSWORD = "wr0ng-passw0rd";
    /** A client is answered well before it gives up; ten times what it takes on a slow machine. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SecureBroker broker;

    @SuppressWarnings("NullAway.Init") // the same
    private static TestCertificates files;

    @BeforeAll
    static void start(SecureBroker shared) {
        broker = shared;
        files = broker.certificates();
    }

    /** Why nobody comes together. */
    enum Refusal {
        WRONG_PLAIN_PASSWORD("Local: Authentication failure: Authentication failed: Invalid username or password"),
        WRONG_SCRAM_PASSWORD("Local: Authentication failure: Authentication failed during authentication due to "
                + "invalid credentials with SASL mechanism SCRAM-SHA-256"),
        MECHANISM_NOT_ENABLED("Broker: Client SASL mechanism 'SCRAM-SHA-256' not enabled in the server, "
                + "enabled mechanisms are [PLAIN]"),
        UNTRUSTED_BROKER("Local: SSL error: the broker's certificate is not of an authority that we trust ("),
        EXPIRED_BROKER("Local: SSL error: the broker's certificate has expired (NotAfter: "),
        REVOKED_BROKER("Local: SSL error: the broker's certificate is revoked ("),
        ANOTHER_HOST("Local: SSL error: No subject alternative DNS name matching localhost found."),
        NO_CERTIFICATE("Local: SSL error: the broker does not take our certificate, or needs one ("),
        UNTRUSTED_CLIENT("Local: SSL error: the broker does not take our certificate, or needs one ("),
        EXPIRED_CLIENT("Local: SSL error: the broker does not take our certificate, or needs one (");

        private final String reason;

        Refusal(String reason) {
            this.reason = reason;
        }
    }

    private static GatewayConfig config(Refusal refusal) {
        return switch (refusal) {
            case WRONG_PLAIN_PASSWORD ->
                GatewayConfig.at(broker, Listener.SASL_PLAIN).login("PLAIN", SecureBroker.PLAIN_USER, WRONG_PASSWORD);
            case WRONG_SCRAM_PASSWORD ->
                GatewayConfig.at(broker, Listener.SASL_TLS)
                        .login("SCRAM-SHA-256", SecureBroker.SCRAM_USER, WRONG_PASSWORD);
            case MECHANISM_NOT_ENABLED ->
                GatewayConfig.at(broker, Listener.SASL_PLAIN)
                        .login("SCRAM-SHA-256", SecureBroker.SCRAM_USER, WRONG_PASSWORD);
            case UNTRUSTED_BROKER ->
                GatewayConfig.at(broker, Listener.TLS)
                        .with("ssl.ca.location", files.otherCa().toString());
            case EXPIRED_BROKER -> GatewayConfig.at(broker, Listener.EXPIRED);
            case REVOKED_BROKER ->
                GatewayConfig.at(broker, Listener.REVOKED)
                        .with("ssl.crl.location", files.revokingCrl().toString());
            case ANOTHER_HOST -> GatewayConfig.at(broker, Listener.WRONGHOST);
            case NO_CERTIFICATE -> GatewayConfig.at(broker, Listener.MTLS);
            case UNTRUSTED_CLIENT ->
                GatewayConfig.at(broker, Listener.MTLS).certificate(files.strangeClient(), files.clientKey());
            case EXPIRED_CLIENT ->
                GatewayConfig.at(broker, Listener.MTLS).certificate(files.expiredClient(), files.clientKey());
        };
    }

    @ParameterizedTest
    @EnumSource
    void everybodyIsToldWhy(Refusal refusal) throws Exception {
        String topic = "topics:" + broker.createTopic("refused", 1);
        Path config = config(refusal).write();
        try (RafkaProcess rafka = RafkaProcess.start(broker.directory(), "-c", config.toString());
                RawClient client = RawClient.connect(rafka.awaitReady())) {
            assertThat(client.call("RPUSHX", topic, "hello")).asString().startsWith("-PROD " + refusal.reason);
            assertThat(client.call("KEYS", "topics:"))
                    .asString()
                    .startsWith("-ERR Kafka does not answer about its topics: " + refusal.reason);
            client.call("CLIENT", "SETNAME", RafkaTester.unique("group") + ":c");
            assertThat(client.call("BLPOP", topic, "0")).asString().startsWith("-CONS Poll " + refusal.reason);
            assertThat(client.call("PING")).isEqualTo("PONG");

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(rafka.output())
                            .contains("does not answer yet: " + refusal.reason)
                            .contains("Kafka does not answer about its topics reason=\"" + refusal.reason)
                            .contains("poll failed ", "reason=\"" + refusal.reason));
            assertThat(rafka.output()).doesNotContain(WRONG_PASSWORD).doesNotContain("\tat ");
            boolean expired = refusal == Refusal.EXPIRED_CLIENT;
            assertThat(rafka.output().contains("TLS to Kafka: the client's certificate CN=expired client"))
                    .isEqualTo(expired);
        }
    }

    /** Kafka's producer logs in when it is made, so this is told at the start. */
    @Test
    void aTokenThatIsRefusedIsToldAtTheStart() throws Exception {
        try (TokenEndpoint endpoint = TokenEndpoint.http(broker.tokens(), files.clientPublicKey())) {
            Path config = GatewayConfig.at(broker, Listener.OAUTH)
                    .tokens(endpoint, WRONG_PASSWORD)
                    .write();
            assertThat(endsWithOneLine(config)).contains("401").contains("invalid_client");
        }
    }

    /** Kafka's clients would run out of memory instead (KAFKA-4090). */
    @Test
    void tlsThatIsNotConfiguredIsToldAtTheStart() throws Exception {
        Path config = GatewayConfig.at(broker, Listener.TLS)
                .with("security.protocol", "plaintext")
                .write();

        assertThat(endsWithOneLine(config))
                .isEqualTo("rafka: " + config + ": general.security.protocol: is without TLS, but "
                        + broker.bootstrap(Listener.TLS) + " speaks TLS; must be ssl or sasl_ssl");
    }

    private static String endsWithOneLine(Path config) throws Exception {
        try (RafkaProcess rafka = RafkaProcess.start(broker.directory(), "-c", config.toString())) {
            assertThat(rafka.awaitExit()).isEqualTo(1);
            assertThat(rafka.output()).doesNotContain(WRONG_PASSWORD).doesNotContain("\tat ");
            return rafka.output()
                    .lines()
                    .filter(line -> line.startsWith("rafka: "))
                    .reduce((one, other) -> {
                        throw new AssertionError("more than one line: " + rafka.output());
                    })
                    .orElseThrow();
        }
    }
}
