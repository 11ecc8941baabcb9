package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What several tests ask of raw connections of a gateway, on any port. */
final class Clients {
    /** For what takes a rebalance or an answer of Kafka. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private Clients() {}

    /** A connection with a consumer's name. */
    static RawClient consumer(int port, String name) {
        RawClient client = RawClient.connect(port);
        assertThat(client.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
        return client;
    }

    /** A new name of a consumer in a new group. */
    static String newConsumer() {
        return RafkaTester.unique("g") + ":c";
    }

    static long id(RawClient client) {
        return (Long) java.util.Objects.requireNonNull(client.call("CLIENT", "ID"));
    }

    /** The fields of the line of CLIENT LIST with this id; none if there is none. */
    static Map<String, String> line(RawClient asking, long id) {
        return fields(String.valueOf(asking.call("CLIENT", "LIST", "ID", Long.toString(id))));
    }

    static Map<String, String> fields(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (!line.isBlank()) {
            for (String field : line.strip().split(" ", -1)) {
                int equals = field.indexOf('=');
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return fields;
    }

    /** Waits until a command of this client waits. */
    static void awaitBlocked(RawClient asking, long id) {
        await().atMost(LIMIT)
                .until(() -> String.valueOf(line(asking, id).get("flags")).contains("b"));
    }

    /** The lines of these sections of INFO. */
    static Map<String, String> info(RawClient client, String... sections) {
        String[] words = new String[sections.length + 1];
        words[0] = "INFO";
        System.arraycopy(sections, 0, words, 1, sections.length);
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : String.valueOf(client.call(words)).split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return lines;
    }

    /** Produces these, and returns when Kafka has acknowledged them. */
    static void produce(int port, String topic, String... values) {
        try (RawClient client = RawClient.connect(port)) {
            for (String value : values) {
                assertThat(client.call("RPUSHX", "topics:" + topic, value)).isEqualTo(1L);
            }
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        }
    }

    /** The value of a record that BLPOP has answered. */
    static @Nullable Object value(@Nullable Object reply) {
        assertThat(reply).isInstanceOf(List.class);
        return reply instanceof List<?> record ? record.get(7) : null;
    }

    /** All that a topic of one partition holds, by a consumer of its own, up to this many. */
    static List<Object> values(int port, String topic, int count) {
        try (RawClient client = consumer(port, newConsumer())) {
            List<Object> values = new java.util.ArrayList<>();
            for (int i = 0; i < count; i++) {
                values.add(String.valueOf(value(client.call("BLPOP", "topics:" + topic, "15"))));
            }
            return values;
        }
    }
}
