package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each limit of what one client may do has its reply and its figure in /metrics, and in INFO where there is one. */
@SuppressWarnings("NullAway.Init") // each test calls serve() first
class LimitsIT {
    private static RafkaTester rafka;

    private final HttpClient http = HttpClient.newHttpClient();
    private RafkaServer server;
    private int adminPort;
    private RawClient operator;

    @BeforeAll
    static void start() {
        rafka = RafkaTester.start();
    }

    @AfterAll
    static void stop() {
        rafka.close();
    }

    @AfterEach
    void close() {
        operator.close();
        server.close();
    }

    private void serve(String... settings) throws Exception {
        adminPort = FreePorts.choose(1).get(0);
        Map<String, String> all = new HashMap<>(Map.of("admin-port", Integer.toString(adminPort)));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        server = rafka.startAnother(all);
        operator = connect();
    }

    private RawClient connect() {
        return RawClient.connect(server.port());
    }

    /** The value of a series, as Prometheus names it. */
    private double metric(String series) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/metrics"))
                    .build();
            String body =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return Arrays.stream(body.split("\n", -1))
                    .filter(line -> line.startsWith(series + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("no " + series + " in " + body));
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private double disconnected(String reason) {
        return metric("rafka_clients_disconnected_total{reason=\"" + reason + "\"}");
    }

    private double heldBack(String reason) {
        return metric("rafka_clients_held_back_total{reason=\"" + reason + "\"}");
    }

    private String info(String name) {
        return String.valueOf(Clients.info(operator, "stats", "kafka").get(name));
    }

    @Test
    void maxclients() throws Exception {
        serve("maxclients", "1");
        try (RawClient second = connect()) {
            assertThat(second.reply()).isEqualTo("-ERR max number of clients reached");
            assertThat(second.isAtEnd()).isTrue();
        }
        assertThat(metric("rafka_connections_refused_total{reason=\"maxclients\"}"))
                .isEqualTo(1);
        assertThat(info("rejected_connections")).isEqualTo("1");
    }

    @Test
    void connectionRate() throws Exception {
        serve("connection-rate", "1");
        await().until(() -> {
            try (RawClient next = connect()) {
                return "-ERR too many connections a second, see connection-rate".equals(next.call("PING"));
            }
        });
        assertThat(metric("rafka_connections_refused_total{reason=\"rate\"}")).isPositive();
        assertThat(info("rejected_connections")).isNotEqualTo("0");
    }

    @Test
    void maxConsumers() throws Exception {
        String topic = rafka.createTopic("t", 1);
        serve("max-consumers", "1");
        try (RawClient first = Clients.consumer(server.port(), Clients.newConsumer());
                RawClient second = Clients.consumer(server.port(), Clients.newConsumer())) {
            assertThat(first.call("BLPOP", "topics:" + topic, "0.01")).isNull();
            assertThat(String.valueOf(second.call("BLPOP", "topics:" + topic, "0.01")))
                    .endsWith(": there are max-consumers=1 consumers");
        }
        assertThat(metric("rafka_consumer_refused_total")).isEqualTo(1);
        assertThat(info("consumer.refused")).isEqualTo("1");
    }

    @Test
    void protoMaxBulkLen() throws Exception {
        serve("proto-max-bulk-len", "1mb");
        try (RawClient client = connect()) {
            client.send("*2\r\n$4\r\nPING\r\n$1048577\r\n");
            assertThat(client.reply()).isEqualTo("-ERR Protocol error: invalid bulk length");
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(disconnected("proto-max-bulk-len")).isEqualTo(1);
        try (RawClient client = connect()) {
            client.send("*2\r\n!4\r\n");
            assertThat(client.reply()).isEqualTo("-ERR Protocol error: expected '$', got '!'");
        }
        assertThat(disconnected("protocol")).isEqualTo(1);
        assertThat(disconnected("proto-max-bulk-len")).isEqualTo(1);
    }

    @Test
    void requestMemory() throws Exception {
        serve("proto-max-bulk-len", "1mb", "request-memory", "2mb");
        String part = "$1000000\r\n" + "x".repeat(1_000_000) + "\r\n";
        try (RawClient first = connect();
                RawClient second = connect()) {
            // Each holds some when it asks for more than there is.
            first.send("*9\r\n$4\r\nPING\r\n" + part + part);
            second.send("*9\r\n$4\r\nPING\r\n" + part);
            first.send(part);
            await().until(() -> disconnected("request-memory") > 0);
        }
        assertThat(info("client_query_buffer_limit_disconnections")).isNotEqualTo("0");
    }

    @Test
    void outputBuffers() throws Exception {
        serve("client-output-buffer-limit", "normal 100kb 0 0", "monitor-buffer", "200kb");
        try (RawClient client = connect()) {
            client.send(RawClient.array("PING", "x".repeat(110_000)));
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(disconnected("client-output-buffer-limit")).isEqualTo(1);
        assertThat(info("client_output_buffer_limit_disconnections")).isEqualTo("1");
        assertThat(operator.call("CONFIG", "SET", "client-output-buffer-limit", "normal 0 0 0"))
                .isEqualTo("OK");
        try (RawClient monitor = RawClient.connectNarrow(server.port())) {
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            await().atMost(Clients.LIMIT).until(() -> {
                operator.call("PING", "x".repeat(100_000));
                return disconnected("monitor-buffer") > 0;
            });
        }
        assertThat(info("client_output_buffer_limit_disconnections")).isEqualTo("2");
    }

    @Test
    void pipelineDepth() throws Exception {
        serve("client-pipeline-depth", "64");
        try (RawClient client = connect()) {
            // Those that wait for their replies in between have not sent as many.
            for (int i = 0; i < 100; i++) {
                client.send(RawClient.array("PING").repeat(10));
                assertThat(client.read(70)).isEqualTo("+PONG\r\n".repeat(10));
            }
            assertThat(heldBack("client-pipeline-depth")).isZero();
            client.send(RawClient.array("PING").repeat(1_000));
            assertThat(client.read(7_000)).isEqualTo("+PONG\r\n".repeat(1_000));
        }
        assertThat(heldBack("client-pipeline-depth")).isPositive();
    }

    @Test
    void inputAndOutputBuffer() throws Exception {
        serve();
        try (RawClient client = RawClient.connectNarrow(server.port())) {
            Thread sender = new Thread(() ->
                    client.send(RawClient.array("PING", "x".repeat(60_000)).repeat(300)));
            sender.start();
            await().atMost(Clients.LIMIT).until(() -> heldBack("output-buffer") > 0 && heldBack("input-buffer") > 0);
            for (int i = 0; i < 300; i++) {
                assertThat(client.reply()).isEqualTo("x".repeat(60_000));
            }
            sender.join();
        }
    }

    /** Each reply is larger than output-buffer, but the client reads it at once. */
    @Test
    void whoReadsLargeRepliesIsNotHeldBack() throws Exception {
        serve();
        try (RawClient client = connect()) {
            for (int i = 0; i < 50; i++) {
                assertThat(client.call("PING", "x".repeat(200_000))).isEqualTo("x".repeat(200_000));
            }
        }
        assertThat(heldBack("output-buffer")).isZero();
    }

    @Test
    void outstandingRecords() throws Exception {
        String topic = rafka.createTopic("t", 1);
        serve("client-outstanding-records", "1");
        try (RawClient client = connect()) {
            client.send(RawClient.array("RPUSHX", "topics:" + topic, "x").repeat(100));
            assertThat(client.read(400)).isEqualTo(":1\r\n".repeat(100));
        }
        assertThat(metric("rafka_producer_held_back_records_total{reason=\"client-outstanding-records\"}"))
                .isPositive();
        assertThat(metric("rafka_producer_queue_full_records_total{reason=\"client-outstanding-records\"}"))
                .isZero();
        assertThat(metric("rafka_producer_held_back_records_total{reason=\"queue.buffering.max\"}"))
                .isZero();
    }
}
