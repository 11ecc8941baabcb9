package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP port for operators: what its paths answer but for figures. */
class AdminIT extends AdminTester {
    @Test
    void itIsLiveAndReady() throws Exception {
        HttpResponse<String> live = get("/health/live");
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(live.body()).isEqualTo("live\n");
        assertThat(live.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        HttpResponse<String> ready = get("/health/ready?verbose");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("ready\n");
    }

    @Test
    void withoutKafkaItIsLiveAndNotReady(@TempDir Path directory) throws Exception {
        List<Integer> ports = FreePorts.choose(2);
        Path config = Files.writeString(
                directory.resolve("librdkafka.json"),
                "{\"general\":{\"bootstrap.servers\":\"127.0.0.1:" + ports.get(0) + "\"}}");
        try (RafkaServer alone = RafkaTester.serve(config, Map.of("admin-port", Integer.toString(ports.get(1))))) {
            assertThat(alone.port()).isPositive();
            HttpResponse<String> ready = get(ports.get(1), "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("Kafka does not answer\n");
            assertThat(get(ports.get(1), "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(ports.get(1), "/metrics").body()).contains("\nrafka_kafka_up 0.0\n");
        }
    }

    @Test
    void infoTellsWhatRuns() throws Exception {
        HttpResponse<String> answer = get("/info");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        JsonNode info = new ObjectMapper().readTree(answer.body());
        assertThat(info.path("port").asInt()).isEqualTo(server.port());
        assertThat(info.path("java").asText()).isEqualTo(Runtime.version().toString());
        assertThat(info.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(info.path("kafka").path("answers").asBoolean()).isTrue();
        assertThat(info.path("kafka").path("brokers").asInt()).isEqualTo(1);
    }

    @Test
    void theEndIsToldBeforeItComes(@TempDir Path directory) throws Exception {
        int adminPort = FreePorts.choose(1).get(0);
        try (RafkaProcess process = RafkaProcess.start(
                        directory, "--host=127.0.0.1", "--port=0", "--admin-port=" + adminPort, "--shutdown-delay=5");
                RawClient client = RawClient.connect(process.awaitReady())) {
            assertThat(get(adminPort, "/health/ready").statusCode()).isEqualTo(200);
            process.terminate();
            await().until(() -> get(adminPort, "/health/ready").statusCode() == 503);
            assertThat(get(adminPort, "/health/ready").body()).isEqualTo("shutting down\n");
            assertThat(client.call("RPUSHX", "topics:t", "v")).isEqualTo(1L);
            try (RawClient late = RawClient.connect(process.awaitReady())) {
                assertThat(late.call("PING")).isEqualTo("PONG");
            }
            assertThat(process.awaitExit()).as(process.output()).isZero();
        }
    }

    @Test
    void anotherPathIsNotThere() throws Exception {
        HttpResponse<String> answer = get("/metrics/more");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no page /metrics/more", "/health/live", "/info");
    }

    /** All that it needs is there, each with its type. */
    @Test
    void thePageIsThere() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        Set<String> wanted = names(page.body(), "(?:href|src)=\"([^\"]+)\"");
        assertThat(wanted).contains("page.css", "page.js", "icon.svg");
        wanted.addAll(names(get("/page.js").body(), "from \"\\./([^\"]+)\""));
        for (String file : wanted) {
            HttpResponse<String> answer = get("/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.body()).as(file).isNotEmpty();
        }
        assertThat(get("/page.js").headers().firstValue("content-type")).contains("text/javascript; charset=utf-8");
        assertThat(get("/page.css").headers().firstValue("content-type")).contains("text/css; charset=utf-8");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = Integer.toString(other.getLocalPort());
            assertThatThrownBy(() -> rafka.startAnother(Map.of("admin-port", taken)))
                    .isInstanceOf(StartException.class)
                    .hasMessage("admin-port: cannot listen on 127.0.0.1:" + taken + ": Address already in use");
        }
    }
}
