package io.rafka.config;

import io.rafka.config.PropertyRow.Decision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of every Kafka client that rafka makes: librdkafka's properties translated to the Java clients'.
 * Immutable; any thread.
 */
public final class KafkaClientConfig {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaClientConfig.class);
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final PropertyTable TABLE = PropertyTable.load();

    private final ConfigFile file;
    private final ClientProperties producer;

    private KafkaClientConfig(ConfigFile file) throws ConfigException {
        this.file = file;
        check(file);
        producer = ClientTuning.producer(translate(Role.PRODUCER, file.general(), file.producer()));
        // Found out at the start, not at a client's first BLPOP.
        consumer(Map.of());
    }

    /**
     * For the cluster that the file names.
     *
     * @throws ConfigException if a property is unknown or has a bad value, or no cluster is named
     */
    public static KafkaClientConfig of(ConfigFile file) throws ConfigException {
        KafkaClientConfig config = new KafkaClientConfig(file);
        if (!config.producer.kafka().containsKey(BOOTSTRAP)) {
            throw new ConfigException("general." + BOOTSTRAP + ": missing, it names the Kafka cluster");
        }
        return config;
    }

    /** For a cluster at this address, with rafka's defaults. */
    public static KafkaClientConfig forCluster(String bootstrapServers) throws ConfigException {
        return of(new ConfigFile(Map.of(BOOTSTRAP, bootstrapServers), Map.of(), Map.of()));
    }

    /** The cluster's bootstrap servers, as configured. */
    public String bootstrapServers() {
        return String.valueOf(producer.kafka().get(BOOTSTRAP));
    }

    /** The shared producer's properties. */
    public ClientProperties producer() {
        return producer;
    }

    /**
     * A consumer's properties.
     *
     * @param own what the client gave; wins over the file
     * @throws ConfigException if one of them is unknown or has a bad value
     */
    public ClientProperties consumer(Map<String, String> own) throws ConfigException {
        check("", own);
        return ClientTuning.consumer(translate(Role.CONSUMER, file.general(), file.consumer(), own));
    }

    /** What an admin client needs. */
    public Map<String, String> admin() {
        return Map.of(BOOTSTRAP, bootstrapServers());
    }

    /** Every property of the file that is accepted but has no effect; for the log. */
    public Set<String> withoutEffect() {
        Set<String> names = new TreeSet<>();
        collectWithoutEffect(names, "general", file.general(), null);
        collectWithoutEffect(names, "consumer", file.consumer(), Role.CONSUMER);
        collectWithoutEffect(names, "producer", file.producer(), Role.PRODUCER);
        return names;
    }

    private static void collectWithoutEffect(
            Set<String> names, String object, Map<String, String> properties, @Nullable Role role) {
        for (String name : properties.keySet()) {
            PropertyRow row = TABLE.find(name).orElseThrow();
            if (row.decision() == Decision.NONE || (role != null && !row.appliesTo(role))) {
                names.add(object + "." + name);
            }
        }
    }

    private static void check(ConfigFile file) throws ConfigException {
        check("general.", file.general());
        check("consumer.", file.consumer());
        check("producer.", file.producer());
    }

    private static void check(String path, Map<String, String> properties) throws ConfigException {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            row(path + property.getKey(), property.getKey(), property.getValue());
        }
    }

    /** The row of a property whose value has been checked. */
    private static PropertyRow row(String path, String name, String value) throws ConfigException {
        PropertyRow row =
                TABLE.find(name).orElseThrow(() -> new ConfigException(PropertyRow.start(path) + ": unknown property"));
        try {
            row.convert(value);
        } catch (ConfigException e) {
            throw new ConfigException(path + ": " + e.getMessage());
        }
        return row;
    }

    @SafeVarargs
    private static ClientProperties translate(Role role, Map<String, String>... layers) throws ConfigException {
        Map<PropertyRow, String> effective = new LinkedHashMap<>();
        for (PropertyRow row : TABLE.rows()) {
            if (!row.defaultValue().isEmpty()) {
                effective.put(row, row.defaultValue());
            }
        }
        for (Map<String, String> layer : layers) {
            for (Map.Entry<String, String> property : layer.entrySet()) {
                effective.put(row(property.getKey(), property.getKey(), property.getValue()), property.getValue());
            }
        }
        Map<String, String> kafka = new LinkedHashMap<>();
        Map<String, String> rafka = new LinkedHashMap<>();
        for (Map.Entry<PropertyRow, String> entry : effective.entrySet()) {
            PropertyRow row = entry.getKey();
            if (!row.appliesTo(role)) {
                LOGGER.debug("property={} has no effect on a {}", row.name(), role.word());
            } else if (row.decision() == Decision.RAFKA) {
                rafka.put(row.name(), row.convert(entry.getValue()));
            } else if (row.decision() == Decision.MAPPED) {
                map(row, row.convert(entry.getValue()), role, kafka);
            }
        }
        return new ClientProperties(kafka, rafka);
    }

    private static void map(PropertyRow row, String value, Role role, Map<String, String> kafka) {
        String target = row.target();
        if (target.startsWith("P:") || target.startsWith("C:")) {
            if (!target.startsWith(role.mark())) {
                return;
            }
            target = target.substring(2);
        }
        int times = target.indexOf('*');
        if (times >= 0) {
            long factor = Long.parseLong(target.substring(times + 1));
            kafka.put(target.substring(0, times), String.valueOf(Long.parseLong(value) * factor));
        } else {
            kafka.put(target, value);
        }
    }
}
