package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP port for operators: what its paths answer, and whom it does not answer. */
@ExtendWith(RafkaExtension.class)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class AdminIT {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final HttpClient http = HttpClient.newHttpClient();
    private RafkaTester rafka;
    private RafkaServer server;
    private int port;

    @BeforeEach
    void start(RafkaTester tester) throws StartException {
        rafka = tester;
        port = FreePorts.choose(1).get(0);
        server = rafka.startAnother(Map.of("admin-port", Integer.toString(port)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(port, path, "*/*");
    }

    private HttpResponse<String> get(int adminPort, String path, String accept)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
                .header("Accept", accept)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

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
            HttpResponse<String> ready = get(ports.get(1), "/health/ready", "*/*");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("Kafka does not answer\n");
            assertThat(get(ports.get(1), "/health/live", "*/*").statusCode()).isEqualTo(200);
            assertThat(get(ports.get(1), "/metrics", "*/*").body()).contains("\nrafka_kafka_up 0.0\n");
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
    void metricsTellWhatClientsHaveDone() throws Exception {
        String topic = rafka.createTopic("metrics", 1);
        try (RawClient client = RawClient.connect(server.port())) {
            client.call("RPUSHX", "topics:" + topic, "v");
            client.call("DUMP", "10000");
            client.call("PING");
            client.call("GET", "nothing");
            client.call("CLIENT", "SETNAME", topic + "-g:c");
            client.call("BLPOP", "topics:" + topic, "10");
            client.call("RPUSH", "acks", topic + ":0:0");
            String metrics = get("/metrics").body();
            assertThat(metrics.lines())
                    .contains(
                            "rafka_clients_connected 1.0",
                            "rafka_connections_total 1.0",
                            "rafka_producer_accepted_records_total 1.0",
                            "rafka_producer_delivered_records_total 1.0",
                            "rafka_producer_failed_records_total 0.0",
                            "rafka_producer_outstanding_records 0.0",
                            "rafka_producer_outstanding_bytes 0.0",
                            "rafka_producer_delivery_duration_seconds_count 1",
                            "rafka_kafka_up 1.0",
                            "rafka_kafka_brokers 1.0",
                            "rafka_errors_total{code=\"ERR\"} 1.0",
                            "rafka_command_duration_seconds_count{command=\"ping\"} 1",
                            "rafka_command_duration_seconds_bucket{command=\"rpushx\",le=\"+Inf\"} 1",
                            "rafka_commands_failed_total{command=\"ping\"} 0.0",
                            "kafka_producer_topic_record_send_total{topic=\"" + topic + "\"} 1.0")
                    .anyMatch(line -> line.startsWith("rafka_received_bytes_total "))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                    .anyMatch(line -> line.startsWith("process_cpu_usage "));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/openmetrics-text;version=1.0.0,text/plain;q=0.5|" + OPEN_METRICS,
                "text/plain;version=0.0.4|text/plain; version=0.0.4; charset=utf-8",
                "*/*|text/plain; version=0.0.4; charset=utf-8"
            })
    void metricsComeInTheFormThatIsAskedFor(String accept, String contentType) throws Exception {
        HttpResponse<String> answer = get(port, "/metrics", accept);
        assertThat(answer.headers().firstValue("content-type")).contains(contentType);
        assertThat(answer.body().endsWith("# EOF\n")).isEqualTo(contentType.equals(OPEN_METRICS));
    }

    @Test
    void topicsAboveTheirNumberAreOneSeries() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            assertThat(client.call("CONFIG", "SET", "metrics-topics", "1")).isEqualTo("OK");
            List<String> topics = List.of(
                    rafka.createTopic("bounded", 1), rafka.createTopic("bounded", 1), rafka.createTopic("bounded", 1));
            for (String topic : topics) {
                client.call("RPUSHX", "topics:" + topic, "v");
            }
            client.call("DUMP", "10000");
            String metrics = get("/metrics").body();
            assertThat(metrics).contains("kafka_producer_topic_record_send_total{topic=\"other\"} 2.0\n");
            assertThat(topics.stream().filter(metrics::contains)).hasSize(1);
        }
    }

    /** Each of rafka's own is described, and none that is not there. */
    @Test
    void metricsAreDocumented() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            client.call("GET", "nothing");
            loseARecord(client);
            consume(client, rafka.createTopic("described", 1));
            String described = Files.readString(Path.of("docs/monitoring.md"));
            Set<String> there = names(get("/metrics").body(), "(?m)^# TYPE (rafka_\\w+) ");
            assertThat(there).hasSizeGreaterThan(10).isEqualTo(names(described, "(?m)^\\| `(rafka_\\w+)` "));
        }
    }

    /** The dashboard and the alerts ask for nothing that is not there. */
    @ParameterizedTest
    @ValueSource(strings = {"monitoring/grafana-dashboard.json", "monitoring/prometheus-alerts.yml"})
    void whatIsAskedForIsThere(String file) throws Exception {
        String topic = rafka.createTopic("asked", 1);
        try (RawClient client = RawClient.connect(server.port())) {
            client.call("GET", "nothing");
            client.call("RPUSHX", "topics:" + topic, "v");
            client.call("DUMP", "10000");
            consume(client, topic);
            loseARecord(client);
            // From the first look on, garbage collections are in it.
            get("/metrics");
            System.gc();
            Set<String> asked = names(Files.readString(Path.of(file)), "\\b((?:rafka|kafka|jvm|process|system)_\\w+)");
            assertThat(asked).hasSizeGreaterThan(5);
            await().untilAsserted(() ->
                    assertThat(names(get("/metrics").body(), "(?m)^(\\w+)[{ ]")).containsAll(asked));
        }
    }

    private static void consume(RawClient client, String topic) {
        client.call("CLIENT", "SETNAME", topic + "-g:c");
        client.call("RPUSHX", "topics:" + topic, "v");
        assertThat(client.callList("BLPOP", "topics:" + topic, "10")).hasSize(8);
    }

    /** A topic takes less from one moment on than rafka knows. */
    private void loseARecord(RawClient client) throws Exception {
        String topic = rafka.createTopic("lossy", 1);
        String record = "x".repeat(2_000);
        assertThat(client.call("RPUSHX", "topics:" + topic, record)).isEqualTo(1L);
        rafka.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", "1000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        await().until(() -> !Long.valueOf(1).equals(client.call("RPUSHX", "topics:" + topic, record)));
    }

    /** Without its end. */
    private static String line(RawClient client) {
        return client.readLine().stripTrailing();
    }

    private static Set<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theEndIsToldBeforeItComes(@TempDir Path directory) throws Exception {
        int adminPort = FreePorts.choose(1).get(0);
        try (RafkaProcess process = RafkaProcess.start(
                        directory, "--host=127.0.0.1", "--port=0", "--admin-port=" + adminPort, "--shutdown-delay=5");
                RawClient client = RawClient.connect(process.awaitReady())) {
            assertThat(get(adminPort, "/health/ready", "*/*").statusCode()).isEqualTo(200);
            process.terminate();
            await().until(() -> get(adminPort, "/health/ready", "*/*").statusCode() == 503);
            assertThat(get(adminPort, "/health/ready", "*/*").body()).isEqualTo("shutting down\n");
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
    void headHasNoBody() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(head, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(5);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void nothingCanBeChanged(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
    }

    /** A page in an operator's browser, of a site whose name its owner lets point to 127.0.0.1. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:6381", "localhost.evil.example", "127.0.0.1.evil.example"})
    void anotherSitesNameIsRefused(String host) {
        try (RawClient client = RawClient.connect(port)) {
            client.send("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(line(client)).isEqualTo("HTTP/1.1 403 Forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:6381", "127.0.0.1:9", "[::1]:6381"})
    void thisMachinesNamesAreNot(String host) {
        try (RawClient client = RawClient.connect(port)) {
            client.send("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(line(client)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a request at all", "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb", "GET /"})
    void whatIsNotHttpIsToldSoAndClosed(String line) {
        try (RawClient client = RawClient.connect(port)) {
            client.send(line + "\r\n\r\n");
            assertThat(line(client)).isEqualTo("HTTP/1.1 400 Bad Request");
            String header = line(client);
            while (!header.isEmpty()) {
                header = line(client);
            }
            client.read("not a request that can be understood\n".length());
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    /** As a browser's, which tells much of itself. */
    @Test
    void aRequestInPiecesIsAnswered() {
        try (RawClient client = RawClient.connect(port)) {
            String request =
                    "GET /health/live HTTP/1.1\r\nHost: localhost\r\nCookie: " + "x".repeat(5_000) + "\r\n\r\n";
            client.send(request);
            assertThat(line(client)).isEqualTo("HTTP/1.1 200 OK");
        }
        try (RawClient client = RawClient.connect(port)) {
            client.sendByteByByte("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(line(client)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void requestsInAPipelineAreAnsweredInTheirOrder() {
        try (RawClient client = RawClient.connect(port)) {
            String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.send(request.formatted("/health/ready")
                    + request.formatted("/nowhere")
                    + request.formatted("/health/live"));
            List<String> statusLines = new ArrayList<>();
            while (statusLines.size() < 3) {
                // Right behind the body before, whose end is none for Redis.
                String line = line(client).replaceFirst("(?s).*\n", "");
                if (line.startsWith("HTTP/1.1 ")) {
                    statusLines.add(line);
                }
            }
            assertThat(statusLines).containsExactly("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "HTTP/1.1 200 OK");
        }
    }

    @Test
    void oneConnectionTooManyIsClosed() {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                clients.add(RawClient.connect(port));
            }
            RawClient last = clients.get(99);
            last.send("GET /health/live HTTP/1.1\r\n\r\n");
            assertThat(line(last)).isEqualTo("HTTP/1.1 200 OK");
            clients.add(RawClient.connect(port));
            assertThat(clients.get(100).isAtEnd()).isTrue();
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    /** Whoever has asked, or would ask once more, is to know that nobody answers. */
    @Test
    void connectionsEndWithRafka() {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                RawClient client = RawClient.connect(port);
                clients.add(client);
                client.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(client.read(1)).isEqualTo("H");
            }
            server.close();
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.read(10_000)).endsWith("live\n"));
        } finally {
            clients.forEach(RawClient::close);
        }
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
