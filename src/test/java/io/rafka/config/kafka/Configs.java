package io.rafka.config.kafka;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.ConfigFile;
import io.rafka.config.Property;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Configurations for tests, from maps. */
final class Configs {
    static final Map<String, String> CLUSTER = Map.of("bootstrap.servers", "localhost:9092");

    private Configs() {}

    static KafkaClientConfig of(Map<String, String> general, Map<String, String> consumer, Map<String, String> producer)
            throws ConfigException {
        ConfigErrors errors = new ConfigErrors();
        ConfigFile file = ConfigFile.of(
                "test.json",
                "{\"general\":" + json(general) + ",\"consumer\":" + json(consumer) + ",\"producer\":" + json(producer)
                        + "}");
        KafkaClientConfig config = KafkaClientConfig.of(file, errors);
        errors.throwIfAny();
        return config;
    }

    /** What a file says. */
    static KafkaClientConfig file(Path path) throws ConfigException {
        ConfigErrors errors = new ConfigErrors();
        KafkaClientConfig config = KafkaClientConfig.of(ConfigFile.read(path, errors), errors);
        errors.throwIfAny();
        return config;
    }

    /** In front of a cluster, with nothing else given. */
    static KafkaClientConfig cluster() throws ConfigException {
        return of(CLUSTER, Map.of(), Map.of());
    }

    /** The same with these properties in the object general. */
    static KafkaClientConfig general(String... pairs) throws ConfigException {
        Map<String, String> general = new LinkedHashMap<>();
        general.put("metadata.broker.list", "localhost:9092");
        for (int i = 0; i < pairs.length; i += 2) {
            general.put(pairs[i], pairs[i + 1]);
        }
        return of(general, Map.of(), Map.of());
    }

    /** What a client gives in BLPOP. */
    static List<Property> own(Map<String, String> properties) throws ConfigException {
        return ConfigFile.parseProperties(json(properties));
    }

    private static String json(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ":" + quoted(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
