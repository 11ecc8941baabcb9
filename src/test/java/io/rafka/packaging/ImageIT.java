package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.secure.GatewayConfig;
import io.rafka.testing.secure.Listener;
import io.rafka.testing.secure.SecureBroker;
import io.rafka.testing.secure.SecureBrokerExtension;
import io.rafka.testing.secure.TokenEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image that {@code dist/image} makes, which runs where there is no Java. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(SecureBrokerExtension.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ImageIT {
    private static final long LARGEST = 120_000_000;

    private static Path image;

    @TempDir
    private Path directory;

    @BeforeAll
    static void make() throws Exception {
        image = BuiltPackages.makeImage();
        // As where nothing can be written: archives of classes are another test's.
        Files.writeString(image.resolve("archive"), "");
    }

    /** With nothing in the environment, and no java in PATH. */
    private RafkaProcess start(String... options) throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "readlink", "sed", "head")) {
            Path script = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/env",
                "-i",
                "PATH=" + tools,
                image.resolve("bin/rafka").toString()));
        command.addAll(List.of(options));
        return RafkaProcess.run(directory, Map.of(), command);
    }

    @Test
    void itHasLessThan120Megabytes() throws IOException {
        long bytes;
        try (Stream<Path> files = Files.walk(image)) {
            bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        assertThat(bytes).isBetween(LARGEST / 2, LARGEST);
    }

    @Test
    void itHasAKafkaOfItsOwnAndShowsFigures() throws Exception {
        int admin = FreePorts.choose(1).get(0);
        try (RafkaProcess rafka = start("--host=127.0.0.1", "--port=0", "--admin-port=" + admin)) {
            Sessions.produceAndConsume(rafka.awaitReady(), "t");
            assertThat(get(admin, "/health/ready")).isEqualTo("ready\n");
            assertThat(get(admin, "/metrics")).contains("rafka_");
            // Its sockets are the system's own, as the image has the libraries for them.
            assertThat(rafka.output()).containsPattern("\\((io_uring|epoll)\\)").doesNotContain("WARN");
            rafka.terminate();
            assertThat(rafka.awaitExit()).as(rafka.output()).isZero();
        }
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Much of Java's security is found by name at run time, which no tool sees. */
    @Test
    void itHasWhatSecuredClustersNeed(SecureBroker broker) throws Exception {
        GatewayConfig certificate = GatewayConfig.at(broker, Listener.MTLS)
                .certificate(
                        broker.certificates().ellipticClient(),
                        broker.certificates().ellipticClientKey());
        worksWith(certificate, broker);
        try (TokenEndpoint endpoint =
                TokenEndpoint.http(broker.tokens(), broker.certificates().clientPublicKey())) {
            worksWith(GatewayConfig.at(broker, Listener.OAUTH).tokens(endpoint, TokenEndpoint.CLIENT_SECRET), broker);
        }
    }

    private void worksWith(GatewayConfig config, SecureBroker broker) throws Exception {
        try (RafkaProcess rafka = start("--config=" + config.write(), "--admin-port=0")) {
            Sessions.produceAndConsume(rafka.awaitReady(), broker.createTopic("image", 1));
            rafka.terminate();
            assertThat(rafka.awaitExit()).as(rafka.output()).isZero();
        }
    }

    /** Kerberos' login and its mechanism, up to the file of keys that is not one. */
    @Test
    void itKnowsKerberos() throws Exception {
        Path keys = Files.writeString(directory.resolve("keys"), "none");
        Path config = Files.writeString(directory.resolve("kerberos.json"), """
                {"general": {"bootstrap.servers": "127.0.0.1:1", "security.protocol": "sasl_plaintext",
                  "sasl.mechanisms": "GSSAPI", "sasl.kerberos.keytab": "%s", "sasl.kerberos.principal": "r@EXAMPLE"}}
                """.formatted(keys));
        try (RafkaProcess rafka = start("--config=" + config, "--host=127.0.0.1", "--port=0", "--admin-port=0")) {
            rafka.awaitExit();
            assertThat(rafka.output())
                    .contains("Could not login: ")
                    .doesNotContain("ClassNotFound", "NoClassDef", "No LoginModule found");
        }
    }

    @Test
    void itSaysUnderWhichLicenceItsJavaIs() throws IOException {
        assertThat(image.resolve("THIRD-PARTY")).content().contains("Classpath-exception-2.0");
        assertThat(image.resolve("runtime/legal/java.base/LICENSE")).exists();
    }
}
