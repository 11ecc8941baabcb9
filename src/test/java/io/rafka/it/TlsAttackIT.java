package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.FreePorts;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.secure.ClientHello;
import io.rafka.testing.secure.ClientTls;
import io.rafka.testing.secure.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody on the network may try who has no certificate, no password, or somebody else's connection. */
@ExtendWith(RafkaExtension.class)
class TlsAttackIT {
    private static final int TLS_1_2 = 0x0303;
    private static final int ECDHE_ECDSA_AES128_GCM = 0xc02b;
    /** Kinds of records. */
    private static final char ALERT = 21;

    private static final char HANDSHAKE = 22;
    private static final char PROTOCOL_VERSION = 70;
    private static final char HANDSHAKE_FAILURE = 40;

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

    private static String stats(RawClient client) {
        return String.valueOf(client.call("INFO", "stats"));
    }

    private static RawClient hello(RafkaServer server, ClientHello hello) {
        RawClient client = RawClient.connect(server.tlsPort());
        client.sendBelow(hello.bytes());
        return client;
    }

    /** What comes is an alert, and then the end. */
    private static void assertRefused(RawClient client, char alert) {
        String record = client.read(7);
        assertThat(record.charAt(0)).as("kind of record").isEqualTo(ALERT);
        assertThat(record.charAt(6)).as("alert").isEqualTo(alert);
        assertThat(client.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302})
    void oldVersionsAreRefused(int version, RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, Map.of());
                RawClient client = hello(server, ClientHello.of(version, 0xc009, 0xc013, 0x002f))) {
            assertRefused(client, PROTOCOL_VERSION);
        }
    }

    /** RC4, NULL, export, anonymous, 3DES, and without forward secrecy; the last as CBC. */
    @ParameterizedTest
    @ValueSource(ints = {0x0005, 0x0002, 0x0003, 0x0018, 0xc018, 0x000a, 0xc008, 0x002f, 0x009c, 0xc009, 0xc023})
    void weakSuitesAreRefused(int suite, RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, Map.of());
                RawClient client = hello(server, ClientHello.of(TLS_1_2, suite))) {
            assertRefused(client, HANDSHAKE_FAILURE);
        }
    }

    /**
     * Somebody on the way takes the newer version out of a client's words: the client sees it in the answer (RFC 8446,
     * 4.1.3).
     */
    @Test
    void aDowngradeIsTold(RafkaTester rafka) throws Exception {
        ClientHello hello = ClientHello.of(TLS_1_2, ECDHE_ECDSA_AES128_GCM);
        try (RafkaServer server = start(rafka, Map.of());
                RawClient client = hello(server, hello)) {
            String answer = client.read(5 + 4 + 2 + 32);
            assertThat(answer.charAt(0)).isEqualTo(HANDSHAKE);
            assertThat(answer).endsWith("DOWNGRD\1");
        }
        try (RafkaServer server = start(rafka, Map.of("tls-protocols", "TLSv1.3"));
                RawClient client = hello(server, hello)) {
            assertRefused(client, PROTOCOL_VERSION);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*1\r\n$4\r\nPING\r\n", "PING\r\n", "GET / HTTP/1.1\r\n\r\n", "\0\0\0\0\0\0\0\0"})
    void whatIsNotTlsIsClosed(String bytes, RafkaTester rafka) throws Exception {
        try (LogCapture log = LogCapture.ofAll("io.rafka.net");
                RafkaServer server = start(rafka, Map.of());
                RawClient plain = RawClient.connect(server.port());
                RawClient client = RawClient.connect(server.tlsPort())) {
            client.send(bytes);
            // An alert may come, and nothing that could be taken for a reply.
            assertThat(client.read(1_000)).matches("(?s)(\\x15.*)?");
            await().until(() -> stats(plain).contains("tls_handshakes_failed:1\r\n"));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .matches("client closed, it sent something else than TLS address=/\\S+ tls-port="
                            + server.tlsPort());
        }
    }

    @Test
    void whoTakesTooLongIsClosed(RafkaTester rafka) throws Exception {
        try (LogCapture log = LogCapture.ofAll("io.rafka.net");
                RafkaServer server = start(rafka, Map.of("tls-handshake-timeout", "1"));
                RawClient plain = RawClient.connect(server.port());
                RawClient silent = RawClient.connect(server.tlsPort());
                RawClient half = RawClient.connect(server.tlsPort());
                RawClient begun = hello(server, ClientHello.of(TLS_1_2, ECDHE_ECDSA_AES128_GCM))) {
            byte[] hello = ClientHello.of(TLS_1_2, ECDHE_ECDSA_AES128_GCM).bytes();
            half.sendBelow(java.util.Arrays.copyOf(hello, hello.length / 2));
            assertThat(silent.isAtEnd()).isTrue();
            assertThat(half.read(1_000)).matches("(?s)(\\x15.*)?");
            begun.read(1 << 20);
            await().until(() -> stats(plain).contains("tls_handshakes_failed:3\r\n"));
            assertThat(log.lines())
                    .hasSize(3)
                    .allMatch(line ->
                            line.matches("client closed, its TLS handshake took too long address=/\\S+ seconds=1"));
            assertThat(String.valueOf(plain.call("INFO", "clients"))).contains("connected_clients:1\r\n");
        }
    }

    /** Those who begin a handshake and leave it at that do not keep others out. */
    @Test
    void whoComesToAnEndGetsIn(RafkaTester rafka) throws Exception {
        List<RawClient> stalling = new ArrayList<>();
        try (RafkaServer server = start(rafka, Map.of("tls-handshakes", "2", "tls-handshake-timeout", "1000"));
                RawClient plain = RawClient.connect(server.port())) {
            for (int i = 0; i < 10; i++) {
                stalling.add(hello(server, ClientHello.of(TLS_1_2, ECDHE_ECDSA_AES128_GCM)));
            }
            try (RawClient client = connect(server)) {
                assertThat(client.call("PING")).isEqualTo("PONG");
            }
            // As many as were in its way have been given up.
            await().until(() -> stats(plain).matches("(?s).*tls_handshakes_failed:(9|10)\r\n.*"));
        } finally {
            stalling.forEach(RawClient::close);
        }
    }

    /** As load balancers do, every few seconds. */
    @Test
    void whoOnlyLooksWhetherThereIsAPortIsNoFailure(RafkaTester rafka) throws Exception {
        try (LogCapture log = LogCapture.ofAll("io.rafka.net");
                RafkaServer server = start(rafka, Map.of("maxclients", "2"));
                RawClient plain = RawClient.connect(server.port())) {
            for (int i = 0; i < 20; i++) {
                RawClient looking = RawClient.connect(server.tlsPort());
                if (i % 2 == 0) {
                    looking.close();
                } else {
                    looking.reset();
                }
                // Gone before the next comes: there is room for one.
                int round = i;
                await().until(() -> {
                    try (RawClient next = connect(server)) {
                        return "PONG".equals(next.call("PING"));
                    } catch (java.io.UncheckedIOException e) {
                        return round < 0;
                    }
                });
            }
            assertThat(stats(plain)).contains("tls_handshakes_failed:0\r\n");
            assertThat(log.lines()).noneMatch(line -> line.contains("handshake"));
        }
    }

    /** What came whole is executed, as for a client without TLS; what did not is not. */
    @Test
    void whoIsCutOffHasSentWhatCame(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        String command = RawClient.array("RPUSHX", "topics:" + topic, "x");
        try (RafkaServer server = start(rafka, Map.of());
                RawClient client = connect(server);
                RawClient plain = RawClient.connect(server.port())) {
            client.send(command.repeat(100) + command.substring(0, 20));
            client.truncate();
            assertThat(client.read(400)).isEqualTo(":1\r\n".repeat(100));
            assertThat(client.isAtEnd()).isTrue();
            plain.call("RPUSHX", "topics:" + topic, "y");
            assertThat(plain.call("WAIT", "1", "10000")).isEqualTo(1L);
            assertThat(plain.call("LLEN", "topics:" + topic)).isEqualTo(101L);
        }
    }

    @Test
    void whatIsChangedOnTheWayIsNotExecuted(RafkaTester rafka) throws Exception {
        try (LogCapture log = LogCapture.ofAll("io.rafka.net");
                RafkaServer server = start(rafka, Map.of());
                RawClient client = connect(server);
                RawClient plain = RawClient.connect(server.port())) {
            assertThat(client.call("PING")).isEqualTo("PONG");
            // A record of data that nobody has encrypted with the connection's key.
            client.sendBelow(("\u0017\3\3\0\40" + "x".repeat(32)).getBytes(StandardCharsets.ISO_8859_1));
            client.read(1_000);
            await().until(() -> String.valueOf(plain.call("INFO", "clients")).contains("connected_clients:1\r\n"));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .matches("client closed, its TLS is broken session=\\S+ reason=\".*\"");
        }
    }

    /** Replies that nobody reads are held within the bounds, also if each is a record of its own. */
    @Test
    void whoDoesNotReadIsHeldBackAndCanBeKilled(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, Map.of());
                RawClient deaf = RawClient.connectNarrow(server.tlsPort(), ClientTls.trusting(files));
                RawClient plain = RawClient.connect(server.port())) {
            long id = Clients.id(deaf);
            Thread sender = new Thread(() -> {
                try {
                    while (true) {
                        deaf.send(RawClient.array("ECHO", "x".repeat(2_000)));
                    }
                } catch (java.io.UncheckedIOException e) {
                    // It has been killed.
                }
            });
            sender.start();
            await().until(() -> Integer.parseInt(Clients.line(plain, id).get("omem")) > 60_000
                    && Integer.parseInt(Clients.line(plain, id).get("qbuf")) > 60_000);
            assertThat(Integer.parseInt(Clients.line(plain, id).get("omem"))).isLessThan(300_000);
            assertThat(Integer.parseInt(Clients.line(plain, id).get("qbuf"))).isLessThan(300_000);
            assertThat(plain.call("CLIENT", "KILL", "ID", Long.toString(id))).isEqualTo(1L);
            await().until(() -> String.valueOf(plain.call("INFO", "clients")).contains("connected_clients:1\r\n"));
            sender.join(10_000);
        }
    }

    /** A client may not have a process reckon one handshake after the other. */
    @Test
    void aSecondHandshakeIsRefused(@TempDir Path home) throws Exception {
        int port = FreePorts.choose(1).get(0);
        List<String> arguments = new ArrayList<>(List.of("--host=127.0.0.1", "--port=none", "--tls-protocols=TLSv1.2"));
        ClientTls.settings(files, port).forEach((name, value) -> arguments.add("--" + name + "=" + value));
        try (RafkaProcess rafka = RafkaProcess.start(home, arguments.toArray(String[]::new))) {
            assertThat(rafka.awaitReady()).isEqualTo(port);
            Process openssl = new ProcessBuilder("openssl", "s_client", "-connect", "127.0.0.1:" + port, "-tls1_2")
                    .redirectErrorStream(true)
                    .start();
            openssl.getOutputStream().write("R\n".getBytes(StandardCharsets.US_ASCII));
            openssl.getOutputStream().flush();
            String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(output).contains("RENEGOTIATING").containsIgnoringCase("alert");
        }
    }
}
