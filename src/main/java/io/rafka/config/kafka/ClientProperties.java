package io.rafka.config.kafka;

import io.rafka.config.tls.TlsMaterial;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The translated properties of one Kafka client. Its text never shows values, as some are secrets.
 *
 * @param kafka the Java client's own properties
 * @param rafka librdkafka properties that rafka itself implements, by their librdkafka names
 * @param tls certificates and keys; null for Java's own, or without TLS
 */
public record ClientProperties(
        Map<String, String> kafka,
        Map<String, String> rafka,
        @Nullable TlsMaterial tls) {
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

    /** The value of a property that rafka implements; empty if it is not set. */
    public Optional<String> rafkaText(String name) {
        return Optional.ofNullable(rafka.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether a property that rafka implements is true. */
    public boolean rafkaFlag(String name) {
        return "true".equals(rafka.get(name));
    }

    @Override
    public String toString() {
        return "properties of a Kafka client: " + kafka.keySet();
    }
}
