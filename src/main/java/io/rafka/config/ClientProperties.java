package io.rafka.config;

import java.util.Map;
import java.util.Objects;

/**
 * The translated properties of one Kafka client.
 *
 * @param kafka the Java client's own properties
 * @param rafka librdkafka properties that rafka itself implements, by their librdkafka names
 */
public record ClientProperties(Map<String, String> kafka, Map<String, String> rafka) {
    public ClientProperties {
        kafka = Map.copyOf(kafka);
        rafka = Map.copyOf(rafka);
    }

    /** A number that is always set, because the table has a default for it. */
    public long kafkaNumber(String name) {
        return Long.parseLong(Objects.requireNonNull(kafka.get(name), name));
    }

    /** The same of a property that rafka implements. */
    public long rafkaNumber(String name) {
        return Long.parseLong(Objects.requireNonNull(rafka.get(name), name));
    }
}
