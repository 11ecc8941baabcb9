package io.rafka.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of a JSON text that has been read whole, whose fields are asked for by name and type. */
final class JsonObject {
    /** Strings, Doubles, Booleans, JsonObjects, and Lists of these. */
    private final Map<String, Object> fields;

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** The object that a text is. */
    static JsonObject parse(JsonFactory factory, String text) throws IOException {
        try (JsonParser parser = factory.createParser(text)) {
            if (value(parser, parser.nextToken()) instanceof JsonObject object) {
                return object;
            }
            throw new IOException("no JSON object");
        }
    }

    private static Object value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new IOException("the text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IOException("not expected here: " + token);
        };
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            fields.put(name, value(parser, parser.nextToken()));
        }
        return new JsonObject(fields);
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return elements;
    }

    /** The fields, in their order. */
    Set<String> names() {
        return fields.keySet();
    }

    String string(String name) throws IOException {
        return field(name, String.class);
    }

    double number(String name) throws IOException {
        return field(name, Double.class);
    }

    boolean bool(String name) throws IOException {
        return field(name, Boolean.class);
    }

    JsonObject object(String name) throws IOException {
        return field(name, JsonObject.class);
    }

    List<JsonObject> objects(String name) throws IOException {
        return elements(name, JsonObject.class);
    }

    List<Double> numbers(String name) throws IOException {
        return elements(name, Double.class);
    }

    private <T> List<T> elements(String name, Class<T> type) throws IOException {
        List<T> elements = new ArrayList<>();
        for (Object element : field(name, List.class)) {
            elements.add(cast(name, element, type));
        }
        return elements;
    }

    private <T> T field(String name, Class<T> type) throws IOException {
        Object value = fields.get(name);
        if (value == null) {
            throw new IOException("\"" + name + "\" is missing");
        }
        return cast(name, value, type);
    }

    private static <T> T cast(String name, Object value, Class<T> type) throws IOException {
        if (!type.isInstance(value)) {
            throw new IOException("\"" + name + "\" is not of the type " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
