package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifests fit together, and the program. That the file of the configuration is right, ContainersIT sees. */
@SuppressWarnings("NullAway.Init") // JUnit calls read() first
class KubernetesTest {
    static final Path DIRECTORY = Path.of("deploy/kubernetes");

    private JsonNode deployment;
    private JsonNode pod;
    private JsonNode container;
    private JsonNode settings;

    @BeforeEach
    void read() throws IOException {
        deployment = YamlFile.read(DIRECTORY.resolve("deployment.yaml"));
        pod = deployment.at("/spec/template/spec");
        container = pod.at("/containers/0");
        settings = configuration().path("server");
    }

    static JsonNode configuration() throws IOException {
        JsonNode map = YamlFile.read(DIRECTORY.resolve("configmap.yaml"));
        return new ObjectMapper().readTree(map.at("/data/rafka.json").asText());
    }

    private static int seconds(JsonNode setting) {
        return Integer.parseInt(setting.asText().replaceFirst("s$", ""));
    }

    private JsonNode port(String name) {
        return StreamSupport.stream(container.path("ports").spliterator(), false)
                .filter(port -> port.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyManifestIsThereAndNamed() throws IOException {
        JsonNode all = YamlFile.read(DIRECTORY.resolve("kustomization.yaml")).path("resources");
        List<String> listed = StreamSupport.stream(all.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(listed.stream(), Stream.of("kustomization.yaml", "secret.example.yaml"))
                                    .toList());
        }
        for (String file : listed) {
            JsonNode manifest = YamlFile.read(DIRECTORY.resolve(file));
            assertThat(manifest.path("apiVersion").asText()).isNotEmpty();
            assertThat(manifest.path("kind").asText()).isEqualToIgnoringCase(file.replaceFirst("\\.yaml$", ""));
            assertThat(manifest.at("/metadata/name").asText()).isEqualTo("rafka");
        }
    }

    @Test
    void thePodHasTheTimeThatAShutdownTakes() {
        assertThat(pod.path("terminationGracePeriodSeconds").asInt())
                .isGreaterThan(seconds(settings.path("shutdown-delay")) + seconds(settings.path("shutdown-timeout")));
        JsonNode readiness = container.path("readinessProbe");
        assertThat(readiness.path("periodSeconds").asInt()
                        * readiness.path("failureThreshold").asInt())
                .as("until it is seen that a pod is going")
                .isLessThan(seconds(settings.path("shutdown-delay")));
    }

    @ParameterizedTest
    @CsvSource({"startup, /health/live", "liveness, /health/live", "readiness, /health/ready"})
    void probesAskTheAdminPort(String probe, String path) {
        JsonNode http = container.at("/" + probe + "Probe/httpGet");
        assertThat(http.path("path").asText()).isEqualTo(path);
        assertThat(port(http.path("port").asText()).path("containerPort")).isEqualTo(settings.path("admin-port"));
        assertThat(settings.path("admin-host").asText()).isEqualTo("0.0.0.0");
    }

    /** What Kubernetes calls restricted, of its standards of pods' security. */
    @Test
    void thePodMayDoNoMoreThanItMust() {
        JsonNode ofPod = pod.path("securityContext");
        assertThat(ofPod.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(ofPod.path("runAsUser").asInt()).isPositive();
        assertThat(ofPod.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        JsonNode ofContainer = container.path("securityContext");
        assertThat(ofContainer.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(ofContainer.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(ofContainer.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
    }

    @Test
    void whatIsMountedIsThere() throws IOException {
        JsonNode volumes = pod.path("volumes");
        assertThat(container.path("volumeMounts"))
                .allSatisfy(mount -> assertThat(volumes)
                        .anyMatch(volume -> volume.path("name").equals(mount.path("name"))));
        assertThat(container.path("args").get(1).asText()).isEqualTo("/etc/rafka/rafka.json");
        JsonNode secret =
                YamlFile.read(DIRECTORY.resolve("secret.example.yaml")).path("stringData");
        String configuration = configuration().toString();
        assertThat(secret.fieldNames())
                .toIterable()
                .hasSize(2)
                .allSatisfy(name -> assertThat(configuration).contains("file:/run/secrets/rafka/" + name));
        assertThat(configuration.split("file:", -1)).hasSize(3);
    }

    @Test
    void clientsComeToTheServiceAndOperatorsDoNot() throws IOException {
        JsonNode service = YamlFile.read(DIRECTORY.resolve("service.yaml")).path("spec");
        assertThat(service.path("ports")).hasSize(1);
        assertThat(port(service.at("/ports/0/targetPort").asText()).path("containerPort"))
                .isEqualTo(settings.path("port"));
    }

    @Test
    void allSelectThePodsOfTheDeployment() throws IOException {
        JsonNode labels = deployment.at("/spec/template/metadata/labels");
        assertThat(deployment.at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(YamlFile.read(DIRECTORY.resolve("service.yaml")).at("/spec/selector"))
                .isEqualTo(labels);
        assertThat(YamlFile.read(DIRECTORY.resolve("networkpolicy.yaml")).at("/spec/podSelector/matchLabels"))
                .isEqualTo(labels);
        JsonNode budget =
                YamlFile.read(DIRECTORY.resolve("poddisruptionbudget.yaml")).path("spec");
        assertThat(budget.at("/selector/matchLabels")).isEqualTo(labels);
        assertThat(budget.path("maxUnavailable").asInt())
                .isPositive()
                .isLessThan(deployment.at("/spec/replicas").asInt());
    }
}
