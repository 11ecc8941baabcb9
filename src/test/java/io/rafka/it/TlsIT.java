package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rafka.Configuration;
import io.rafka.RafkaServer;
import io.rafka.config.ConfigException;
import io.rafka.config.server.Given;
import io.rafka.testing.FreePorts;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.secure.ClientTls;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients over TLS: who gets in, and how. */
@ExtendWith(RafkaExtension.class)
class TlsIT {
    private static final int MEGABYTE = 1 << 20;
    private static final int MANY = 10_000;

    @TempDir
    private static Path directory;

    private static TestCertificates files;

    @BeforeAll
    static void create() {
        files = TestCertificates.create(directory.resolve("tls"));
    }

    private static RafkaServer start(RafkaTester rafka, Map<String, String> others) throws Exception {
        Map<String, String> settings =
                new HashMap<>(ClientTls.settings(files, FreePorts.choose(1).get(0)));
        settings.putAll(others);
        return rafka.startAnother(settings);
    }

    private static RawClient connect(RafkaServer server) {
        return RawClient.connect(server.tlsPort(), ClientTls.trusting(files));
    }

    @Test
    void largeValuesAndLongPipelinesGoThrough(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", Map.of("max.message.bytes", Integer.toString(2 * MEGABYTE)));
        String large = "x".repeat(900_000);
        try (RafkaServer server = start(rafka, Map.of());
                RawClient producer = connect(server);
                RawClient consumer = connect(server)) {
            assertThat(producer.call("ECHO", "y".repeat(3 * MEGABYTE))).isEqualTo("y".repeat(3 * MEGABYTE));
            assertThat(producer.call("RPUSHX", "topics:" + topic, large)).isEqualTo(1L);
            Thread sender = new Thread(() -> producer.send(
                    RawClient.array("RPUSHX", "topics:" + topic, "small").repeat(MANY)));
            sender.start();
            assertThat(producer.read(4 * MANY)).isEqualTo(":1\r\n".repeat(MANY));
            sender.join();
            consumer.call("CLIENT", "SETNAME", Clients.newConsumer());
            assertThat(consumer.callList("BLPOP", "topics:" + topic, "20").get(7))
                    .isEqualTo(large);
            consumer.send(RawClient.array("BLPOP", "topics:" + topic, "20").repeat(MANY));
            for (int i = 1; i <= MANY; i++) {
                assertThat(consumer.reply())
                        .isEqualTo(List.of("topic", topic, "partition", 0L, "offset", (long) i, "value", "small"));
            }
            assertThat(producer.callList("CONFIG", "GET", "tls-auth-clients"))
                    .isEqualTo(List.of("tls-auth-clients", "no"));
        }
    }

    @Test
    void bothPortsAreOneGateway(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, Map.of("maxclients", "2"));
                RawClient plain = RawClient.connect(server.port());
                RawClient secure = connect(server)) {
            assertThat(secure.call("PING")).isEqualTo("PONG");
            assertThat(String.valueOf(plain.call("INFO", "stats")))
                    .contains("total_connections_received:2\r\n", "tls_connections_received:1\r\n");
            // Who is one too many is not even asked who it is.
            assertThatThrownBy(() -> connect(server)).isInstanceOf(UncheckedIOException.class);
            assertThat(String.valueOf(plain.call("INFO", "stats")))
                    .contains("rejected_connections:1\r\n", "tls_handshakes_failed:0\r\n");
            assertThat(secure.call("QUIT")).isEqualTo("OK");
            assertThat(secure.isAtEnd()).isTrue();
        }
    }

    @Test
    void thePortWithoutTlsMayBeLeftOut(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, Map.of("port", "none"));
                RawClient client = connect(server)) {
            assertThat(client.callList("CONFIG", "GET", "port")).isEqualTo(List.of("port", "none"));
            assertThatThrownBy(server::port).isInstanceOf(java.util.NoSuchElementException.class);
        }
    }

    /** With OpenSSL's library, as most clients have it. */
    @Test
    void redisCliGetsIn(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(
                rafka,
                Map.of("tls-auth-clients", "yes", "tls-ca-cert-file", files.ca().toString()))) {
            Process cli = new ProcessBuilder(
                            "redis-cli",
                            "-h",
                            "localhost",
                            "-p",
                            Integer.toString(server.tlsPort()),
                            "--tls",
                            "--cacert",
                            files.ca().toString(),
                            "--cert",
                            files.client().toString(),
                            "--key",
                            files.clientKey().toString(),
                            "ECHO",
                            "secret")
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(cli.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("secret\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void versionsThatAreSafeAreSpoken(String version, RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, Map.of("tls-protocols", version));
                RawClient client = connect(server)) {
            assertThat(client.session().getProtocol()).isEqualTo(version);
            assertThat(client.session().getCipherSuite()).matches("TLS_(AES|ECDHE|CHACHA20).*(GCM|POLY1305).*");
            assertThat(client.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void suitesAreThoseOfTheSettings(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(
                        rafka,
                        Map.of(
                                "tls-protocols", "TLSv1.2",
                                "tls-ciphers", "ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES128-GCM-SHA256",
                                "tls-prefer-server-ciphers", "yes"));
                RawClient client = connect(server)) {
            assertThat(client.session().getCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA");
            assertThat(client.call(
                            "CONFIG", "SET", "tls-protocols", "TLSv1.3", "tls-ciphersuites", "TLS_AES_128_GCM_SHA256"))
                    .isEqualTo("OK");
            try (RawClient next = connect(server)) {
                assertThat(next.session().getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
            }
        }
    }

    /** Who shows what, and whether that is enough. */
    static Stream<Arguments> certificates() {
        return Stream.of(
                Arguments.of("yes", "", "Empty client certificate chain"),
                Arguments.of("yes", "client", ""),
                Arguments.of("yes", "strange", "unable to find valid certification path"),
                Arguments.of("yes", "expired", "validity check failed: NotAfter"),
                Arguments.of("optional", "", ""),
                Arguments.of("optional", "client", ""),
                Arguments.of("optional", "strange", "unable to find valid certification path"),
                Arguments.of("no", "", ""),
                Arguments.of("no", "strange", ""));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void clientsShowTheirCertificates(String mode, String shown, String refusal, RafkaTester rafka) throws Exception {
        SSLContext tls = switch (shown) {
            case "client" -> ClientTls.showing(files, files.client());
            case "strange" -> ClientTls.showing(files, files.strangeClient());
            case "expired" -> ClientTls.showing(files, files.expiredClient());
            default -> ClientTls.trusting(files);
        };
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            Map<String, String> settings = Map.of(
                    "tls-auth-clients", mode,
                    "tls-ca-cert-file", files.ca().toString(),
                    "tls-protocols", version);
            try (LogCapture log = LogCapture.ofAll("io.rafka.net");
                    RafkaServer server = start(rafka, settings);
                    RawClient plain = RawClient.connect(server.port())) {
                assertThat(ping(server, tls)).isEqualTo(refusal.isEmpty());
                String failed = "tls_handshakes_failed:" + (refusal.isEmpty() ? 0 : 1) + "\r\n";
                await().until(() -> String.valueOf(plain.call("INFO", "stats")).contains(failed));
                if (!refusal.isEmpty()) {
                    assertThat(log.lines())
                            .singleElement()
                            .asString()
                            .matches("client closed, its TLS handshake failed address=/127\\.0\\.0\\.1:\\d+ reason=\".*"
                                    + refusal + ".*\"");
                }
            }
        }
    }

    /** OpenSSL tells it without encryption, which Java takes for an encrypted message that is too short. */
    @Test
    void aClientThatDoesNotTrustTheCertificateIsTold(RafkaTester rafka) throws Exception {
        try (LogCapture log = LogCapture.ofAll("io.rafka.net");
                RafkaServer server = start(rafka, Map.of("tls-protocols", "TLSv1.3"))) {
            Process cli = new ProcessBuilder(
                            "redis-cli",
                            "-h",
                            "localhost",
                            "-p",
                            Integer.toString(server.tlsPort()),
                            "--tls",
                            "--cacert",
                            files.otherCa().toString(),
                            "PING")
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(cli.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("certificate verify failed");
            await().untilAsserted(() -> assertThat(log.lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .contains("the client has given up, as one does that does not trust the certificate")));
        }
    }

    /** With TLS 1.3, a client hears only after its handshake that it has not been believed. */
    private static boolean ping(RafkaServer server, SSLContext tls) {
        try (RawClient client = RawClient.connect(server.tlsPort(), tls)) {
            return "PONG".equals(client.call("PING"));
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "no, false"})
    void aSessionIsTakenUpWhereTheSettingsSaySo(String caching, boolean takenUp, RafkaTester rafka) throws Exception {
        SSLContext tls = ClientTls.trusting(files);
        try (RafkaServer server = start(rafka, Map.of("tls-session-caching", caching, "tls-protocols", "TLSv1.2"))) {
            byte[] first;
            try (RawClient client = RawClient.connect(server.tlsPort(), tls)) {
                client.call("PING");
                first = client.session().getId();
            }
            try (RawClient client = RawClient.connect(server.tlsPort(), tls)) {
                client.call("PING");
                assertThat(java.util.Arrays.equals(first, client.session().getId()))
                        .isEqualTo(takenUp);
            }
        }
    }

    @Test
    void theClientSeesThatItIsNotTheServerThatItLooksFor(RafkaTester rafka) throws Exception {
        Map<String, String> strange = Map.of(
                "tls-cert-file", files.wrongHostBroker().toString(),
                "tls-key-file", files.wrongHostBroker().toString());
        try (LogCapture log = LogCapture.ofAll("io.rafka.net");
                RafkaServer server = start(rafka, strange);
                SSLSocket socket = (SSLSocket)
                        ClientTls.trusting(files).getSocketFactory().createSocket("localhost", server.tlsPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            await().untilAsserted(
                            () -> assertThat(log.lines()).anyMatch(line -> line.contains("Received fatal alert")));
        }
    }

    /** Settings that are wrong, and all that is told of it. */
    static Stream<Arguments> wrong() throws IOException {
        Path none = directory.resolve("none.pem");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "no certificate here\n");
        return Stream.of(
                Arguments.of(Map.of("tls-cert-file", none), "tls-cert-file: " + none + ": no such file"),
                Arguments.of(Map.of("tls-cert-file", empty), "tls-cert-file: " + empty + ": no certificate in PEM"),
                Arguments.of(Map.of("tls-cert-file", ""), "tls-cert-file: must be given where there is a tls-port"),
                Arguments.of(Map.of("tls-key-file", empty), "tls-key-file: " + empty + ": no private key in PEM"),
                Arguments.of(
                        Map.of("tls-key-file", files.clientKey()),
                        "tls-key-file: " + files.clientKey() + ": not the private key of the certificate"),
                Arguments.of(
                        Map.of("tls-key-file", files.clientKeyEncrypted()),
                        "tls-key-file: " + files.clientKeyEncrypted()
                                + ": the private key is encrypted, and tls-key-file-pass is not given"),
                Arguments.of(
                        Map.of("tls-key-file", files.clientKeyEncrypted(), "tls-key-file-pass", "wrong"),
                        "tls-key-file: " + files.clientKeyEncrypted()
                                + ": the private key cannot be decrypted: wrong password"),
                Arguments.of(
                        Map.of("tls-auth-clients", "yes"),
                        "tls-auth-clients: yes needs tls-ca-cert-file or tls-ca-cert-dir, whose certificates clients "
                                + "may show"),
                Arguments.of(
                        Map.of("tls-auth-clients", "optional", "tls-ca-cert-file", none),
                        "tls-ca-cert-file: " + none + ": no such file"),
                Arguments.of(
                        Map.of("tls-auth-clients", "optional", "tls-ca-cert-dir", none),
                        "tls-ca-cert-dir: " + none + ": no such file"),
                Arguments.of(
                        Map.of("tls-protocols", "TLSv1.1"),
                        "tls-protocols: must be one or more of TLSv1.2, TLSv1.3, separated by blanks, got 'TLSv1.1'"),
                Arguments.of(
                        Map.of("tls-ciphers", "RC4-SHA"),
                        "tls-ciphers: must be names of cipher suites of TLS 1.2 that this Java has, in its words or "
                                + "OpenSSL's, got 'RC4-SHA'"),
                Arguments.of(
                        Map.of("port", "none", "tls-port", 0), "port: none needs a tls-port, or nobody could connect"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsToldAtTheStart(Map<String, Object> settings, String error) {
        Map<String, String> all = new HashMap<>(ClientTls.settings(files, 1));
        settings.forEach((name, value) -> all.put(name, value.toString()));
        List<Given> given = all.entrySet().stream()
                .map(entry -> new Given(entry.getKey(), entry.getValue(), "--" + entry.getKey()))
                .toList();
        assertThatThrownBy(() -> Configuration.read(null, Map.of(), given))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.errors()).singleElement().asString().startsWith("--" + error));
    }
}
