package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs in containers, without one: the configurations, and the program that asks for the health. */
class ContainersIT {
    private static final String HEALTH =
            Path.of("src/dist/launcher/health").toAbsolutePath().toString();

    @TempDir
    private Path directory;

    private String check(String configuration) throws Exception {
        Path file = Files.writeString(directory.resolve("rafka.json"), configuration);
        try (RafkaProcess rafka = RafkaProcess.start(directory, "--config", file.toString(), "--check-config")) {
            assertThat(rafka.awaitExit()).as(rafka.output()).isZero();
            return rafka.output();
        }
    }

    @Test
    void theConfigurationForComposeIsRight() throws Exception {
        String configuration = Files.readString(Path.of("deploy/compose/rafka.json"));

        assertThat(check(configuration)).endsWith(": OK\n").doesNotContain("no effect");
        // Its brokers are those of compose.yaml.
        JsonNode services = YamlFile.read(Path.of("compose.yaml")).path("services");
        assertThat(services.fieldNames())
                .toIterable()
                .filteredOn(name -> name.startsWith("kafka"))
                .allSatisfy(name -> assertThat(configuration).contains(name + ":9092"));
    }

    @Test
    void theConfigurationForKubernetesIsRight() throws Exception {
        JsonNode secret = YamlFile.read(KubernetesTest.DIRECTORY.resolve("secret.example.yaml"))
                .path("stringData");
        secret.fieldNames()
                .forEachRemaining(name -> write(name, secret.path(name).asText()));
        String configuration =
                KubernetesTest.configuration().toString().replace("/run/secrets/rafka", directory.toString());

        assertThat(check(configuration)).endsWith(": OK\n").doesNotContain("no effect");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void healthSaysWhetherRafkaIsReady() throws Exception {
        int port = FreePorts.choose(1).get(0);
        Map<String, String> environment = Map.of("RAFKA_ADMIN_PORT", Integer.toString(port));

        assertThat(ProgramRun.of(directory, environment, HEALTH).status())
                .as("nobody is there")
                .isEqualTo(1);
        try (RafkaProcess rafka =
                RafkaProcess.start(directory, "--host=127.0.0.1", "--port=0", "--admin-port=" + port)) {
            rafka.awaitReady();
            assertThat(ProgramRun.of(directory, environment, HEALTH)).isEqualTo(new ProgramRun(0, "HTTP/1.1 200 OK\n"));
            assertThat(ProgramRun.of(directory, Map.of(), HEALTH, Integer.toString(port))
                            .status())
                    .isZero();
        }
    }

    @Test
    void healthSaysThatKafkaIsMissing() throws Exception {
        int port = FreePorts.choose(1).get(0);
        Path config = Files.writeString(
                directory.resolve("rafka.json"), "{\"general\": {\"bootstrap.servers\": \"127.0.0.1:1\"}}");
        try (RafkaProcess rafka = RafkaProcess.start(
                directory, "-c", config.toString(), "--host=127.0.0.1", "--port=0", "--admin-port=" + port)) {
            rafka.awaitReady();
            ProgramRun run = ProgramRun.of(directory, Map.of(), HEALTH, Integer.toString(port));
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.output()).startsWith("HTTP/1.1 503");
        }
    }
}
