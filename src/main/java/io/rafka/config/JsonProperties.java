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
import java.util.List;
import java.util.Set;

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
    private final List<Property> properties = new ArrayList<>();

    private JsonProperties(JsonParser parser, ConfigErrors errors) {
        this.parser = parser;
        this.errors = errors;
    }

    /**
     * The properties of a JSON object, in its order.
     *
     * @param objects the names of the objects that it consists of, as the file does; empty if it is itself one of
     *     properties
     * @param errors takes everything that is wrong
     */
    static List<Property> read(String json, List<String> objects, ConfigErrors errors) {
        try (JsonParser parser = JSON.createParser(json.startsWith(BYTE_ORDER_MARK) ? json.substring(1) : json)) {
            JsonProperties reading = new JsonProperties(parser, errors);
            reading.readRoot(objects);
            return reading.properties;
        } catch (JsonEOFException e) {
            errors.add("ends before the JSON object does" + at(e.getLocation()));
            return List.of();
        } catch (StreamConstraintsException e) {
            // Its location is missing, and its message speaks to programmers.
            errors.add("too deep or too long for a configuration");
            return List.of();
        } catch (JsonProcessingException e) {
            errors.add("not valid JSON" + at(e.getLocation()));
            return List.of();
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
    }

    private void readRoot(List<String> objects) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            errors.add("must be a JSON object");
            return;
        }
        if (objects.isEmpty()) {
            readProperties("", false);
        } else {
            readObjects(objects);
        }
        if (parser.nextToken() != null) {
            errors.add("something follows the JSON object" + at(parser.currentTokenLocation()));
        }
    }

    private void readObjects(List<String> objects) throws IOException {
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            once(names, name, name);
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            if (!objects.contains(name)) {
                errors.add(start(name) + ": " + NearestName.unknown("object", name, objects) + ", must be one of "
                        + String.join(", ", objects));
                parser.skipChildren();
            } else if (isObject) {
                readProperties(name + ".", false);
            } else {
                errors.add(start(name) + ": must be a JSON object");
                parser.skipChildren();
            }
        }
    }

    private void readProperties(String prefix, boolean inTopicConfig) throws IOException {
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String path = prefix + start(name);
            once(names, name, path);
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT && name.equals(TOPIC_CONFIG) && !inTopicConfig) {
                readProperties(path + ".", true);
            } else if (name.equals(TOPIC_CONFIG)) {
                errors.add(path + ": must be a JSON object");
                parser.skipChildren();
            } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                properties.add(new Property(path, name, parser.getText(), inTopicConfig));
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
