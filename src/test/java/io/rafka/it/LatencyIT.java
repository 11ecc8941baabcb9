package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** LATENCY of a gateway that takes a millisecond for long, and of one that does not look. */
@ExtendWith(RafkaExtension.class)
class LatencyIT {
    /** A command that has to ask Kafka takes a millisecond, sooner or later. */
    private static List<?> awaitEvent(RawClient client) {
        await().until(() -> {
            client.callList("KEYS", "*");
            return !client.callList("LATENCY", "HISTORY", "command").isEmpty();
        });
        // From now on nothing comes to it: the commands that ask for it could be slow too.
        assertThat(client.call("CONFIG", "SET", "latency-monitor-threshold", "0"))
                .isEqualTo("OK");
        return client.callList("LATENCY", "LATEST").stream()
                .map(event -> (List<?>) event)
                .filter(event -> event.get(0).equals("command"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSlowCommandIsAnEvent(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("latency-monitor-threshold", "1"));
                RawClient client = RawClient.connect(server.port())) {
            long before = System.currentTimeMillis() / 1_000;
            List<?> latest = awaitEvent(client);
            assertThat(latest).hasSize(4);
            assertThat((Long) latest.get(1)).isBetween(before, System.currentTimeMillis() / 1_000);
            assertThat((Long) latest.get(2)).isPositive();
            assertThat((Long) latest.get(3)).isGreaterThanOrEqualTo((Long) latest.get(2));

            List<?> history = client.callList("LATENCY", "HISTORY", "command");
            List<?> sample = (List<?>) history.get(history.size() - 1);
            assertThat(sample).isEqualTo(latest.subList(1, 3));
            assertThat(String.valueOf(client.call("LATENCY", "GRAPH", "command")))
                    .startsWith("command - high ")
                    .contains("(all time high " + latest.get(3) + " ms)\n" + "-".repeat(80) + "\n");
            assertThat(String.valueOf(client.call("LATENCY", "DOCTOR")))
                    .startsWith("Dave, I have observed latency spikes")
                    .contains(". command: " + history.size() + " latency spikes (average ")
                    .contains("Worst all time event " + latest.get(3) + "ms.");

            assertThat(client.call("LATENCY", "RESET", "command", "nosuch")).isEqualTo(1L);
            assertThat(client.callList("LATENCY", "HISTORY", "command")).isEmpty();
            client.call("LATENCY", "RESET");
            client.callList("KEYS", "*");
            assertThat(client.callList("LATENCY", "LATEST"))
                    .as("it looks no more")
                    .isEmpty();
            assertThat(client.call("LATENCY", "RESET")).isEqualTo(0L);
            assertThat(client.call("LATENCY", "GRAPH", "command"))
                    .isEqualTo("-ERR No samples available for event 'command'");
        }
    }

    @Test
    void doctorAndGraphAreVerbatimInResp3(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("latency-monitor-threshold", "1"));
                RawClient client = RawClient.connect(server.port());
                RawClient newer = RawClient.connect(server.port())) {
            awaitEvent(client);
            newer.send(RawClient.array("HELLO", "3") + RawClient.array("ECHO", "end"));
            await().until(() -> "end\r\n".equals(newer.readLine()));
            newer.send(RawClient.array("LATENCY", "GRAPH", "command"));
            assertThat(newer.readLine()).matches("=\\d+\r\n");
            assertThat(newer.read(8)).isEqualTo("txt:comm");
        }
    }

    @Test
    void theHistogramIsCumulative(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient client = RawClient.connect(server.port())) {
            for (int i = 0; i < 500; i++) {
                client.call("PING");
            }
            client.call("CLIENT", "ID");
            client.call("CLIENT", "GETNAME");
            client.callList("KEYS", "*");
            List<?> reply = client.callList("LATENCY", "HISTOGRAM", "ping", "nosuch", "CLIENT", "select");
            assertThat(reply).hasSize(6);
            assertThat(List.of(reply.get(0), reply.get(2), reply.get(4)))
                    .containsExactlyInAnyOrder("ping", "client|id", "client|getname");
            List<?> ping = (List<?>) reply.get(reply.indexOf("ping") + 1);
            assertThat(ping.subList(0, 3)).isEqualTo(List.of("calls", 500L, "histogram_usec"));
            List<?> histogram = (List<?>) ping.get(3);
            assertThat(histogram).isNotEmpty();
            long micros = 0;
            long sum = 0;
            for (int i = 0; i < histogram.size(); i += 2) {
                assertThat((Long) histogram.get(i)).isGreaterThan(micros);
                assertThat((Long) histogram.get(i + 1)).isGreaterThan(sum).isLessThanOrEqualTo(500L);
                micros = (Long) histogram.get(i);
                sum = (Long) histogram.get(i + 1);
                assertThat(Long.bitCount(micros)).as("a power of two").isEqualTo(1);
            }
            assertThat(sum).as("the last has all").isEqualTo(500L);
            assertThat(new ArrayList<Object>(client.callList("LATENCY", "HISTOGRAM")))
                    .contains("ping", "client|id", "keys", "latency|histogram")
                    .doesNotContain("select");
            assertThat(client.call("CONFIG", "RESETSTAT")).isEqualTo("OK");
            assertThat(client.callList("LATENCY", "HISTOGRAM", "ping")).isEmpty();
        }
    }
}
