package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.RawClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /metrics}: what it tells, and that it is what documents, dashboard and alerts name. */
class MetricsIT extends AdminTester {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

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
        HttpResponse<String> answer = get("/metrics", "Accept", accept);
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
}
