package io.rafka.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration file in the 2017 server's form, JSON objects: {@code general}, {@code consumer} and {@code producer}
 * with librdkafka's properties, {@code server} with rafka's own settings, and {@code kafka-user} with an object for
 * each user who logs in to Kafka as himself.
 *
 * <p>What the properties mean is checked elsewhere; here is only what they look like. Immutable.
 */
public final class ConfigFile {
    private static final List<String> OBJECTS = List.of("general", "consumer", "producer", "server");
    /** Has an object of properties for each user. */
    private static final String USERS = "kafka-user";

    private final String name;
    private final Map<String, List<Property>> objects;
    private final boolean whole;

    private ConfigFile(String name, Map<String, List<Property>> objects, boolean whole) {
        this.name = name;
        this.objects = objects;
        this.whole = whole;
    }

    /**
     * Reads a file.
     *
     * @param errors takes everything that is wrong, each with the name of the file
     * @return what could be read
     */
    public static ConfigFile read(Path file, ConfigErrors errors) {
        ConfigErrors own = new ConfigErrors();
        Map<String, List<Property>> objects = new HashMap<>();
        own.collect(() -> objects.putAll(parse(ReadableFile.text(file), own)));
        own.addTo(errors, file.toString());
        return new ConfigFile(file.toString(), objects, own.isEmpty());
    }

    /** The same as a file with this text; for tests. */
    public static ConfigFile of(String name, String json) throws ConfigException {
        ConfigErrors errors = new ConfigErrors();
        ConfigFile file = new ConfigFile(name, parse(json, errors), true);
        errors.throwIfAny();
        return file;
    }

    private static Map<String, List<Property>> parse(String json, ConfigErrors errors) {
        return JsonProperties.read(json, OBJECTS, USERS, errors);
    }

    /**
     * Properties that a client gives in a command: one JSON object.
     *
     * @throws ConfigException with the reason, if it is not one
     */
    public static List<Property> parseProperties(String json) throws ConfigException {
        ConfigErrors errors = new ConfigErrors();
        List<Property> properties = JsonProperties.read(json, errors);
        errors.throwIfAny();
        return properties;
    }

    /** How the user has named the file. */
    public String name() {
        return name;
    }

    /** Whether all of it could be read: otherwise nothing can be said to be missing. */
    public boolean isWhole() {
        return whole;
    }

    /** For every Kafka client. */
    public List<Property> general() {
        return objects.getOrDefault("general", List.of());
    }

    /** For consumers; wins over {@link #general}. */
    public List<Property> consumer() {
        return objects.getOrDefault("consumer", List.of());
    }

    /** For the producer; wins over {@link #general}. */
    public List<Property> producer() {
        return objects.getOrDefault("producer", List.of());
    }

    /** Of rafka itself. */
    public List<Property> server() {
        return objects.getOrDefault("server", List.of());
    }

    /** With which a user logs in to Kafka, by the names of users, in their order; instead of those of all clients. */
    public Map<String, List<Property>> kafkaUsers() {
        Map<String, List<Property>> users = new TreeMap<>();
        String prefix = USERS + ".";
        objects.forEach((object, properties) -> {
            if (object.startsWith(prefix)) {
                users.put(object.substring(prefix.length()), properties);
            }
        });
        return users;
    }
}
