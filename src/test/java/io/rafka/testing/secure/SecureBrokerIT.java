package io.rafka.testing.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That the fixture lets in whom it should and nobody else, which the tests of the gateway take for granted. Those with
 * signed tokens are in {@link TokenEndpointIT}.
 */
@Timeout(60)
@ExtendWith(SecureBrokerExtension.class)
class SecureBrokerIT {
    private static final String WRONG = "wrong";
    private static final Map<String, String> UNSECURED = Map.of("unsecuredLoginStringClaim_sub", "somebody");

    // which one, is another on each JDK
    private static final String ALERT = "Received fatal alert";

    private static SecureBroker broker;
    private static TestCertificates certificates;

    @BeforeAll
    static void start(SecureBroker shared) {
        broker = shared;
        certificates = broker.certificates();
    }

    private static JavaClient at(Listener listener) {
        return JavaClient.at(broker, listener);
    }

    private static JavaClient certified(Path certificate) {
        return keyed(certificates.clientKey()).with("ssl.keystore.certificate.chain", text(certificate));
    }

    private static JavaClient keyed(Path key) {
        return at(Listener.MTLS)
                .with("ssl.keystore.type", "PEM")
                .with("ssl.keystore.certificate.chain", text(certificates.client()))
                .with("ssl.keystore.key", text(key));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaClient welcome(Listener listener) {
        return switch (listener) {
            case MTLS -> keyed(certificates.clientKey());
            case SASL_TLS -> at(listener).login("SCRAM-SHA-256", SecureBroker.SCRAM_USER, SecureBroker.SCRAM_PASSWORD);
            case SASL_PLAIN -> at(listener).login("PLAIN", SecureBroker.PLAIN_USER, SecureBroker.PLAIN_PASSWORD);
            case OAUTH_UNSECURED -> at(listener).bearer(UNSECURED);
            case WRONGHOST -> at(listener).with("ssl.endpoint.identification.algorithm", "");
            default -> at(listener);
        };
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EXPIRED", "OAUTH"})
    void everyListenerCarriesRecordsAndAdvertisesItself(Listener listener) throws Exception {
        welcome(listener).exchangeOneRecord(broker.createTopic("round", 1));
        assertThat(welcome(listener).advertised()).isEqualTo(broker.bootstrap(listener));
    }

    @ParameterizedTest
    @CsvSource({"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    void passwordsOverTls(String mechanism) throws Exception {
        boolean plain = mechanism.equals("PLAIN");
        at(Listener.SASL_TLS)
                .login(
                        mechanism,
                        plain ? SecureBroker.PLAIN_USER : SecureBroker.SCRAM_USER,
                        plain ? SecureBroker.PLAIN_PASSWORD : SecureBroker.SCRAM_PASSWORD)
                .exchangeOneRecord(broker.createTopic("password", 1));
    }

    @Test
    void clientKeyStore() throws Exception {
        at(Listener.MTLS)
                .with("ssl.keystore.type", "PKCS12")
                .with("ssl.keystore.location", certificates.clientKeyStore().toString())
                .with("ssl.keystore.password", TestCertificates.KEY_PASSWORD)
                .exchangeOneRecord(broker.createTopic("key", 1));
    }

    static Stream<Arguments> strangersAreTurnedAway() {
        JavaClient scram = at(Listener.SASL_TLS);
        return Stream.of(
                ssl("a client without a certificate", at(Listener.MTLS), ALERT),
                ssl("an expired client", certified(certificates.expiredClient()), ALERT),
                ssl("a client of another CA", certified(certificates.strangeClient()), ALERT),
                ssl("a broker of another CA", at(Listener.TLS).trusting(certificates.otherCa()), "PKIX path building"),
                ssl("an expired broker", at(Listener.EXPIRED), "CertificateExpiredException"),
                ssl("another host", at(Listener.WRONGHOST), "No subject alternative DNS name matching localhost"),
                sasl(
                        "a wrong password by PLAIN",
                        at(Listener.SASL_PLAIN).login("PLAIN", SecureBroker.PLAIN_USER, WRONG),
                        "Invalid username or password"),
                sasl(
                        "a wrong password by PLAIN over TLS",
                        at(Listener.SASL_TLS).login("PLAIN", SecureBroker.PLAIN_USER, WRONG),
                        "Invalid username or password"),
                sasl(
                        "a wrong password by SCRAM-SHA-256",
                        scram.login("SCRAM-SHA-256", SecureBroker.SCRAM_USER, WRONG),
                        "invalid credentials with SASL mechanism SCRAM-SHA-256"),
                sasl(
                        "a wrong password by SCRAM-SHA-512",
                        scram.login("SCRAM-SHA-512", SecureBroker.SCRAM_USER, WRONG),
                        "invalid credentials with SASL mechanism SCRAM-SHA-512"),
                sasl(
                        "an unknown user",
                        scram.login("SCRAM-SHA-512", "nobody", WRONG),
                        "invalid credentials with SASL mechanism SCRAM-SHA-512"),
                arguments(
                        "a mechanism that is not enabled",
                        at(Listener.SASL_PLAIN).login("SCRAM-SHA-512", SecureBroker.SCRAM_USER, WRONG),
                        UnsupportedSaslMechanismException.class,
                        "enabled mechanisms are [PLAIN]"),
                sasl("a token that nobody signed", at(Listener.OAUTH).bearer(UNSECURED), "invalid_token"));
    }

    private static Arguments ssl(String who, JavaClient client, String reason) {
        return arguments(who, client, SslAuthenticationException.class, reason);
    }

    private static Arguments sasl(String who, JavaClient client, String reason) {
        return arguments(who, client, SaslAuthenticationException.class, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void strangersAreTurnedAway(String who, JavaClient client, Class<? extends Throwable> kind, String reason)
            throws Exception {
        assertThat(client.refusal()).as(who).isInstanceOf(kind).hasStackTraceContaining(reason);
    }
}
