package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dockerfile and compose.yaml, as far as they can be seen without an engine that builds and runs them. */
class DockerTest {
    private static final Path COMPOSE = Path.of("compose.yaml");

    /** Its instructions, each in a line. */
    private static List<String> instructions() throws IOException {
        String text = Files.readString(Path.of("Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replaceAll("\\\\\n\\s*", "");
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static List<String> lastStage() throws IOException {
        List<String> all = instructions();
        int last = all.stream()
                .filter(line -> line.startsWith("FROM "))
                .map(all::lastIndexOf)
                .reduce(0, Math::max);
        return all.subList(last, all.size());
    }

    @Test
    void theImageIsBuiltOfNamedVersionsInTwoStages() throws IOException {
        List<String> bases = instructions().stream()
                .filter(line -> line.startsWith("FROM "))
                .map(line -> line.replaceFirst("FROM (\\S+).*", "$1"))
                .toList();

        assertThat(bases).hasSize(2).allMatch(base -> base.matches("[a-z]+:[0-9]+\\.[0-9.]+[a-z0-9.-]*"));
    }

    @Test
    void theImageIsRunByNobodySpecialAndTellsHowItIs() throws IOException {
        assertThat(lastStage())
                .anyMatch(line -> line.matches("USER [1-9][0-9]*:[1-9][0-9]*"))
                .anyMatch(line -> line.matches("HEALTHCHECK .*CMD \\[\"/opt/rafka/launcher/health\"]"))
                .contains("STOPSIGNAL SIGTERM", "EXPOSE 6380", "ENTRYPOINT [\"/opt/rafka/bin/rafka\"]");
        // Those are of the tree that is installed.
        assertThat(Path.of("src/dist/bin/rafka")).isExecutable();
        assertThat(Path.of("src/dist/launcher/health")).isExecutable();
    }

    /** Else it would be built of other files than those of this tree, or not at all. */
    @Test
    void whatIsCopiedIsThereAndNotIgnored() throws IOException {
        List<String> ignore = Files.readAllLines(Path.of(".dockerignore"));
        List<String> copied = new ArrayList<>();
        for (String line : instructions()) {
            if (line.startsWith("COPY ") && !line.contains("--from")) {
                List<String> words = List.of(line.split(" ", -1));
                copied.addAll(words.subList(1, words.size() - 1));
            }
        }

        assertThat(ignore).contains("*");
        assertThat(copied).hasSizeGreaterThan(5).allSatisfy(file -> {
            assertThat(Path.of(file)).exists();
            assertThat(ignore).contains("!" + file);
        });
        // What the build reads: the assembly's files, and what dist/image sources.
        assertThat(copied).contains("src", "dist", "docs", "monitoring", "LICENSE", "README.md", "CHANGELOG.md");
    }

    @Test
    void composeHasThreeBrokersOfTheVersionThatIsTested() throws IOException {
        String version = Files.readString(Path.of("pom.xml"))
                .replaceFirst("(?s).*<kafka.version>([^<]*)</kafka.version>.*", "$1");
        JsonNode services = YamlFile.read(COMPOSE).path("services");
        List<String> ids = new ArrayList<>();
        for (String name : List.of("kafka-1", "kafka-2", "kafka-3")) {
            JsonNode broker = services.path(name);
            JsonNode environment = broker.path("environment");
            assertThat(broker.path("image").asText()).isEqualTo("apache/kafka:" + version);
            assertThat(broker.at("/healthcheck/test")).isNotEmpty();
            ids.add(environment.path("KAFKA_NODE_ID").asText());
            assertThat(environment.path("KAFKA_ADVERTISED_LISTENERS").asText())
                    .isEqualTo("PLAINTEXT://" + name + ":9092");
            assertThat(environment.path("KAFKA_CONTROLLER_QUORUM_VOTERS").asText())
                    .contains(environment.path("KAFKA_NODE_ID").asText() + "@" + name + ":9093");
            assertThat(environment.path("KAFKA_MIN_INSYNC_REPLICAS").asInt()).isEqualTo(2);
        }
        assertThat(ids).containsExactly("1", "2", "3");
    }

    @Test
    void composeStartsRafkaWhenAllBrokersAreHealthy() throws IOException {
        JsonNode rafka = YamlFile.read(COMPOSE).at("/services/rafka");

        assertThat(rafka.path("depends_on").fieldNames()).toIterable().containsExactly("kafka-1", "kafka-2", "kafka-3");
        assertThat(rafka.path("depends_on"))
                .allSatisfy(one -> assertThat(one.path("condition").asText()).isEqualTo("service_healthy"));
        assertThat(Integer.parseInt(rafka.path("stop_grace_period").asText().replace("s", "")))
                .as("longer than shutdown-timeout")
                .isGreaterThan(30);
        assertThat(rafka.path("read_only").asBoolean()).isTrue();
        // Otherwise the libraries there could not be run.
        assertThat(rafka.at("/tmpfs/0").asText()).startsWith("/tmp:exec");
        assertThat(rafka.at("/volumes/0").asText()).startsWith("./deploy/compose/rafka.json:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "deploy"})
    void yamllintHasNothingToSay(String files) throws Exception {
        if (!ProgramRun.exists("yamllint")) {
            return;
        }
        String rules = "{extends: default, rules: {line-length: {max: 120}, document-start: disable}}";
        ProgramRun run = ProgramRun.of(Path.of("."), Map.of(), "yamllint", "--strict", "-d", rules, files);
        assertThat(run.output()).isEmpty();
        assertThat(run.status()).isZero();
    }
}
