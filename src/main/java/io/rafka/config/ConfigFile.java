package io.rafka.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The 2017 server's configuration file: three JSON objects of librdkafka properties.
 *
 * @param general for every Kafka client
 * @param consumer for consumers; wins over {@code general}
 * @param producer for the producer; wins over {@code general}
 */
public record ConfigFile(Map<String, String> general, Map<String, String> consumer, Map<String, String> producer) {
    private static final ObjectReader JSON = new ObjectMapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** A configuration in which nothing is set. */
    public static ConfigFile empty() {
        return new ConfigFile(Map.of(), Map.of(), Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException if it cannot be read, or is not of this form; names the file
     */
    public static ConfigFile read(Path file) throws ConfigException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file");
        } catch (AccessDeniedException e) {
            throw new ConfigException(file + ": permission denied");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read as a text file (" + e + ")");
        } catch (ConfigException e) {
            throw new ConfigException(file + ": " + e.getMessage());
        }
    }

    private static ConfigFile parse(String json) throws ConfigException {
        Map<String, Map<String, String>> objects = new LinkedHashMap<>();
        JsonNode root = object(json);
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            String name = entry.getKey();
            if (!name.equals("general") && !name.equals("consumer") && !name.equals("producer")) {
                throw new ConfigException(name + ": unknown object, must be general, consumer or producer");
            }
            objects.put(name, values(entry.getValue(), name));
        }
        return new ConfigFile(
                objects.getOrDefault("general", Map.of()),
                objects.getOrDefault("consumer", Map.of()),
                objects.getOrDefault("producer", Map.of()));
    }

    /**
     * Properties that a client gives in a command: one JSON object.
     *
     * @throws ConfigException with the reason, if it is not one
     */
    public static Map<String, String> parseProperties(String json) throws ConfigException {
        return values(object(json), "");
    }

    private static JsonNode object(String json) throws ConfigException {
        JsonNode root;
        try {
            root = JSON.readTree(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new ConfigException(withoutSource(firstLine(e.getOriginalMessage())) + where);
        } catch (IOException e) {
            throw new ConfigException(firstLine(String.valueOf(e.getMessage())));
        }
        if (!root.isObject()) {
            throw new ConfigException("must be a JSON object");
        }
        return root;
    }

    private static Map<String, String> values(JsonNode object, String path) throws ConfigException {
        if (!object.isObject()) {
            throw new ConfigException(path + ": must be a JSON object");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode value = entry.getValue();
            if (!value.isValueNode() || value.isNull()) {
                String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                throw new ConfigException(name + ": must be a string, a number or a boolean");
            }
            values.put(entry.getKey(), value.asText());
        }
        return values;
    }

    /** Jackson tells where an object began together with how to be told more; only the place of the error is of use. */
    private static String withoutSource(String message) {
        return message.replaceFirst(" \\(start marker at \\[Source: .*]\\)", "");
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
