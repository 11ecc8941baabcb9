package io.rafka.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads JSON objects of properties token by token, to find all that is wrong and say where. Jackson's own messages
 * repeat what they do not understand, which may be a password without its quotes: so they are not used.
 */
final class JsonProperties {
    static final String TOPIC_CONFIG = "default.topic.config";
    private static final int LONGEST_ECHO = 128;
    /** Editors on Windows begin a text in UTF-8 with it. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private final ConfigErrors errors;
    /** By the object that they are in. */
    private final Map<String, List<Property>> properties = new LinkedHashMap<>();

    private JsonProperties(JsonParser parser, ConfigErrors errors) {
        this.parser = parser;
        this.errors = errors;
    }

    /** The properties of a JSON object that consists of nothing else, in its order. */
    static List<Property> read(String json, ConfigErrors errors) {
        return read(json, List.of(), "", errors).getOrDefault("", List.of());
    }

    /**
     * The properties of a JSON object that consists of objects, in their order.
     *
     * @param objects the names of those that consist of properties
     * @param named the name of one that consists of such objects, each under a name that the user has chosen
     * @param errors takes everything that is wrong
     * @return by the names of the objects; those inside of {@code named} are {@code <named>.<name>}. Those without
     *     properties are there too
     */
    static Map<String, List<Property>> read(String json, List<String> objects, String named, ConfigErrors errors) {
        try (JsonParser parser = JSON.createParser(json.startsWith(BYTE_ORDER_MARK) ? json.substring(1) : json)) {
            JsonProperties reading = new JsonProperties(parser, errors);
            reading.readRoot(objects, named);
            return reading.properties;
        } catch (JsonEOFException e) {
            errors.add("ends before the JSON object does" + at(e.getLocation()));
            return Map.of();
        } catch (StreamConstraintsException e) {
            // Its location is missing, and its message speaks to programmers.
            errors.add("too deep or too long for a configuration");
            return Map.of();
        } catch (JsonProcessingException e) {
            errors.add("not valid JSON" + at(e.getLocation()));
            return Map.of();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
    }

    private void readRoot(List<String> objects, String named) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            errors.add("must be a JSON object");
            return;
        }
        if (objects.isEmpty()) {
            readProperties("", "", false);
        } else {
            readObjects(objects, named);
        }
        if (parser.nextToken() != null) {
            errors.add("something follows the JSON object" + at(parser.currentTokenLocation()));
        }
    }

    private void readObjects(List<String> objects, String named) throws IOException {
        List<String> known = Stream.concat(objects.stream(), Stream.of(named)).toList();
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            once(names, name, name);
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            if (!known.contains(name)) {
                errors.add(start(name) + ": " + NearestName.unknown("object", name, known) + ", must be one of "
                        + String.join(", ", known));
                parser.skipChildren();
            } else if (!isObject) {
                notAnObject(name);
            } else if (name.equals(named)) {
                readNamed(named);
            } else {
                readProperties(name, name + ".", false);
            }
        }
    }

    private void readNamed(String parent) throws IOException {
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String path = parent + "." + start(name);
            once(names, name, path);
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readProperties(parent + "." + name, path + ".", false);
            } else {
                notAnObject(path);
            }
        }
    }

    private void notAnObject(String path) throws IOException {
        errors.add(start(path) + ": must be a JSON object");
        parser.skipChildren();
    }

    private void readProperties(String object, String prefix, boolean inTopicConfig) throws IOException {
        List<Property> found = properties.computeIfAbsent(object, same -> new ArrayList<>());
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String path = prefix + start(name);
            once(names, name, path);
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT && name.equals(TOPIC_CONFIG) && !inTopicConfig) {
                readProperties(object, path + ".", true);
            } else if (name.equals(TOPIC_CONFIG)) {
                notAnObject(path);
            } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                found.add(new Property(path, name, parser.getText(), inTopicConfig));
            } else {
                errors.add(path + ": must be a string, a number or a boolean");
                parser.skipChildren();
            }
        }
    }

    private void once(Set<String> names, String name, String path) {
        if (!names.add(name)) {
            errors.add(start(path) + ": given twice");
        }
    }

    private static String at(JsonLocation location) {
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** What a message repeats of the user's words, which can be megabytes. */
    private static String start(String text) {
        return text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "..." : text;
    }
}
