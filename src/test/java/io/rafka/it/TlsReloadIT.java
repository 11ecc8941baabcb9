package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.secure.ClientTls;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** New certificates while clients are connected. */
@ExtendWith(RafkaExtension.class)
class TlsReloadIT {
    private static final String FAILED =
            "-ERR CONFIG SET failed (possibly related to argument '%s') - Unable to update TLS configuration: %s";

    @TempDir
    private static Path directory;

    private static TestCertificates files;
    private static SSLContext tls;

    @BeforeAll
    static void create() {
        files = TestCertificates.create(directory.resolve("tls"));
        tls = ClientTls.trusting(files);
    }

    /** The name in the certificate that a new connection is shown. */
    private static String shown(int port) throws IOException {
        try (RawClient client = RawClient.connect(port, tls)) {
            X509Certificate certificate = (X509Certificate) client.session().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName().replaceFirst("CN=([^,]*),.*", "$1");
        }
    }

    @Test
    void configSetShowsAnotherCertificate(RafkaTester rafka) throws Exception {
        String other = files.wrongHostBroker().toString();
        try (RafkaServer server = rafka.startAnother(
                        ClientTls.settings(files, FreePorts.choose(1).get(0)));
                RawClient client = RawClient.connect(server.tlsPort(), tls)) {
            int port = server.tlsPort();
            assertThat(shown(port)).isEqualTo("broker");
            // What is behind it waits until it is done.
            client.send(RawClient.array("CONFIG", "SET", "tls-cert-file", other, "tls-key-file", other, "timeout", "0")
                    + RawClient.array("ECHO", "behind"));
            assertThat(client.reply()).isEqualTo("OK");
            assertThat(client.reply()).isEqualTo("behind");
            assertThat(shown(port)).isEqualTo("other.example");
            assertThat(client.callList("CONFIG", "GET", "tls-cert-file")).isEqualTo(List.of("tls-cert-file", other));

            // The certificate's key is another: neither is taken, and both stay as they were.
            assertThat(client.call(
                            "CONFIG",
                            "SET",
                            "maxclients",
                            "77",
                            "tls-key-file",
                            files.clientKey().toString()))
                    .isEqualTo(FAILED.formatted(
                            "tls-key-file",
                            "tls-key-file: " + files.clientKey() + ": not the private key of the certificate"));
            assertThat(client.callList("CONFIG", "GET", "tls-key-file")).isEqualTo(List.of("tls-key-file", other));
            assertThat(client.callList("CONFIG", "GET", "maxclients")).isEqualTo(List.of("maxclients", "10000"));
            assertThat(client.call("CONFIG", "SET", "tls-auth-clients", "yes"))
                    .asString()
                    .startsWith(FAILED.formatted("tls-auth-clients", "tls-auth-clients: yes needs tls-ca-cert-file"));
            assertThat(shown(port)).isEqualTo("other.example");

            assertThat(client.call(
                            "CONFIG",
                            "SET",
                            "tls-auth-clients",
                            "yes",
                            "tls-ca-cert-file",
                            files.ca().toString()))
                    .isEqualTo("OK");
            try (RawClient known = RawClient.connect(port, ClientTls.showing(files, files.client()))) {
                assertThat(known.call("PING")).isEqualTo("PONG");
            }
            assertThat(client.call("PING")).as("who is in stays in").isEqualTo("PONG");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void sighupReadsTheFilesAnew(@TempDir Path home) throws Exception {
        Path file = home.resolve("server.pem");
        copy(files.broker(), file);
        int port = FreePorts.choose(1).get(0);
        try (RafkaProcess rafka = RafkaProcess.start(
                home,
                "--host=127.0.0.1",
                "--port=0",
                "--tls-port=" + port,
                "--tls-cert-file=" + file,
                "--tls-key-file=" + file,
                "--tls-auth-clients=no")) {
            rafka.awaitReady();
            try (RawClient client = RawClient.connect(port, tls)) {
                assertThat(shown(port)).isEqualTo("broker");
                copy(files.wrongHostBroker(), file);
                assertThat(shown(port)).as("before SIGHUP").isEqualTo("broker");
                hangUp(rafka);
                await().until(() -> shown(port), "other.example"::equals);
                assertThat(client.call("PING")).isEqualTo("PONG");

                Files.writeString(file, "half a fi");
                hangUp(rafka);
                await().until(() -> rafka.output()
                        .contains("ERROR TlsReload: SIGHUP: TLS stays as it was: tls-cert-file: " + file
                                + ": no certificate in PEM"));
                assertThat(shown(port)).isEqualTo("other.example");
                assertThat(client.call("PING")).isEqualTo("PONG");

                copy(files.expiredBroker(), file);
                hangUp(rafka);
                await().until(() -> rafka.output().contains("WARN  TlsReload: TLS of clients: the certificate CN="));
            }
            rafka.terminate();
            assertThat(rafka.awaitExit()).isZero();
        }
    }

    @Test
    void sighupWithoutTlsChangesNothing(@TempDir Path home) throws Exception {
        try (RafkaProcess rafka = RafkaProcess.start(home, "--host=127.0.0.1", "--port=0");
                RawClient client = RawClient.connect(rafka.awaitReady())) {
            hangUp(rafka);
            await().until(() -> rafka.output().contains("SIGHUP: there is no tls-port"));
            assertThat(client.call("PING")).isEqualTo("PONG");
            rafka.terminate();
            assertThat(rafka.awaitExit()).isZero();
        }
    }

    private static void hangUp(RafkaProcess rafka) throws Exception {
        assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(rafka.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
