package io.rafka.config.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read is put to use: every material that is accepted shakes hands with a broker's context. */
class TlsSourceTest {
    private static final String PASSWORD = TestCertificates.KEY_PASSWORD;

    @TempDir
    private static Path directory;

    private static TestCertificates files;
    private static SSLContext broker;

    @BeforeAll
    static void create() {
        files = TestCertificates.create(directory.resolve("tls"));
        // It takes any certificate: which one is what we look at.
        broker = files.serverContext(new TrustManager[] {new TrustEverybody()});
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                arguments("PKCS#8", files.client(), files.clientKey(), ""),
                arguments("PKCS#8 with a password that it does not need", files.client(), files.clientKey(), PASSWORD),
                arguments("PKCS#8, PBES2", files.client(), files.clientKeyEncrypted(), PASSWORD),
                arguments("PKCS#1", files.client(), files.clientKeyPkcs1(), ""),
                arguments("PKCS#1, DEK-Info", files.client(), files.clientKeyPkcs1Encrypted(), PASSWORD),
                arguments("SEC1", files.ellipticClient(), files.ellipticClientKey(), ""),
                arguments("key and chain in one file", files.broker(), files.broker(), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void readsEveryFormOfAKey(String form, Path certificate, Path key, String password) throws Exception {
        Map<String, String> byPath = new HashMap<>(Map.of(
                "ssl.certificate.location", certificate.toString(),
                "ssl.key.location", key.toString(),
                "ssl.key.password", password));
        Map<String, String> byText = new HashMap<>(Map.of(
                "ssl.certificate.pem", Files.readString(certificate),
                "ssl.key.pem", Files.readString(key),
                "ssl.key.password", password));
        for (Map<String, String> properties : List.of(byPath, byText)) {
            properties.put("ssl.ca.location", files.ca().toString());

            assertThat(Handshake.with(load(properties), broker))
                    .as("the client's certificate, as the broker sees it")
                    .isEqualTo(Pem.certificatesOfFile(certificate.toString()).get(0));
        }
    }

    @Test
    void readsAKeystore() throws Exception {
        TlsMaterial material = load(Map.of(
                "ssl.ca.location", files.ca().toString(),
                "ssl.keystore.location", files.clientKeyStore().toString(),
                "ssl.keystore.password", PASSWORD));

        assertThat(Handshake.with(material, broker))
                .isEqualTo(Pem.certificatesOfFile(files.client().toString()).get(0));
    }

    /** OpenSSL's directories hold anything: keys, stores, lists, texts. */
    static Stream<Map<String, String>> authorities() throws IOException {
        Path many = directory.resolve("many.pem");
        Files.writeString(
                many,
                "A comment.\n" + Files.readString(files.otherCa()) + "\nAnother.\n" + Files.readString(files.ca()));
        return Stream.of(
                Map.of("ssl.ca.location", files.ca().toString()),
                Map.of("ssl.ca.location", many.toString()),
                Map.of("ssl.ca.location", directory.resolve("tls").toString()),
                Map.of("ssl.ca.pem", Files.readString(files.ca())),
                Map.of("ssl.ca.location", files.otherCa().toString(), "ssl.ca.pem", Files.readString(files.ca())),
                Map.of("ssl.ca.location", files.otherCa().toString(), "enable.ssl.certificate.verification", "false"),
                Map.of(
                        "ssl.ca.location",
                        files.ca().toString(),
                        "ssl.crl.location",
                        files.emptyCrl().toString()));
    }

    @ParameterizedTest
    @MethodSource("authorities")
    void believesABrokerOfItsAuthorities(Map<String, String> properties) throws Exception {
        assertThat(Handshake.with(load(properties), broker))
                .as("no certificate is sent where none is given")
                .isNull();
    }

    @Test
    void doesNotBelieveABrokerOfAnother() throws Exception {
        TlsMaterial other = load(Map.of("ssl.ca.location", files.otherCa().toString()));
        TlsMaterial javas = load(Map.of());

        assertThat(Handshake.failure(other, broker)).contains("unable to find valid certification path");
        assertThat(Handshake.failure(javas, broker)).contains("unable to find valid certification path");
    }

    @Test
    void checksTheNameOfTheBrokerIfItShall() throws Exception {
        Map<String, String> properties =
                new HashMap<>(Map.of("ssl.ca.location", files.ca().toString()));
        assertThat(engine(properties).getSSLParameters().getEndpointIdentificationAlgorithm())
                .isNullOrEmpty();

        properties.put("ssl.endpoint.identification.algorithm", "https");
        assertThat(engine(properties).getSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ECDHE-RSA-AES128-GCM-SHA256 | TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "ECDHE-ECDSA-AES256-GCM-SHA384 | TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "ECDHE-RSA-CHACHA20-POLY1305 | TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                "ECDHE-RSA-AES256-SHA384 | TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "ECDHE-RSA-AES128-SHA | TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "AES128-GCM-SHA256 | TLS_RSA_WITH_AES_128_GCM_SHA256",
                "AES256-SHA | TLS_RSA_WITH_AES_256_CBC_SHA",
                "DHE-RSA-AES256-GCM-SHA384 | TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"
            })
    void takesCipherSuitesByBothTheirNames(String openSsl, String java) throws Exception {
        List<String> supported =
                List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        assumeTrue(supported.contains(java), "newer versions of Java have given some suites up");
        for (String name : List.of(openSsl, java)) {
            assertThat(engine(Map.of("ssl.cipher.suites", name)).getEnabledCipherSuites())
                    .containsExactlyInAnyOrder(
                            "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256", java);
        }
    }

    @Test
    void takesAListOfCipherSuites() throws ConfigException {
        String list = "ECDHE-RSA-AES128-GCM-SHA256:TLS_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";

        assertThat(engine(Map.of("ssl.cipher.suites", list)).getEnabledCipherSuites())
                .endsWith("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")
                .hasSize(5);
        assertThat(engine(Map.of()).getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }

    @Test
    void warnsOfWhatIsUnsafeOrPast() throws ConfigException {
        Map<String, String> properties = Map.of(
                "ssl.certificate.location", files.expiredClient().toString(),
                "ssl.key.location", files.clientKey().toString(),
                "enable.ssl.certificate.verification", "false");

        assertThat(load(properties).warnings())
                .hasSize(2)
                .anyMatch(line ->
                        line.matches("the client's certificate CN=expired client, ?O=rafka tests expired at 20\\S+Z"))
                .contains("general.enable.ssl.certificate.verification: "
                        + "false, so anybody on the way can pass for the broker");
        assertThat(load(Map.of("ssl.ca.location", files.expiredBroker().toString()))
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("a certificate authority CN=expired broker")
                .contains(" expired at ");
        assertThat(load(Map.of("ssl.ca.location", files.ca().toString())).warnings())
                .isEmpty();
    }

    @Test
    void showsNothingOfItself() throws Exception {
        TlsMaterial material = load(Map.of(
                "ssl.certificate.location", files.client().toString(),
                "ssl.key.pem", Files.readString(files.clientKeyEncrypted()),
                "ssl.key.password", PASSWORD));

        assertThat(material).hasToString("TLS material");
    }

    private static SSLEngine engine(Map<String, String> properties) throws ConfigException {
        return load(properties).clientEngine("localhost", 9093);
    }

    private static TlsMaterial load(Map<String, String> properties) throws ConfigException {
        ConfigErrors errors = new ConfigErrors();
        TlsMaterial material = new TlsSource(
                        name -> Optional.ofNullable(properties.get(name)), name -> "general." + name, errors)
                .load();
        errors.throwIfAny();
        return Objects.requireNonNull(material);
    }
}
