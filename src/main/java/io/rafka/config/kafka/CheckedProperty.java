package io.rafka.config.kafka;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.Property;
import io.rafka.config.Secrets;
import io.rafka.config.server.ServerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A property that somebody has given, after its name and its value have been checked by its row.
 *
 * @param path where it is
 * @param row what becomes of it
 * @param value in Java's terms
 */
record CheckedProperty(String path, PropertyRow row, String value) {

    /**
     * Checks each property of an object.
     *
     * @param asker who gives them: {@link Scope#SERVER} or {@link Scope#CLIENT}
     * @return those that are right
     */
    static List<CheckedProperty> of(List<Property> properties, PropertyTable table, Scope asker, ConfigErrors errors) {
        List<CheckedProperty> checked = new ArrayList<>();
        Map<String, CheckedProperty> byRow = new HashMap<>();
        for (Property property : properties) {
            CheckedProperty one = check(property, table, asker, errors);
            if (one == null) {
                continue;
            }
            CheckedProperty other = byRow.put(one.row().name(), one);
            if (other != null
                    && !one.row().name().endsWith("*")
                    && !other.path().equals(one.path()) // which has been said
                    && !other.value().equals(one.value())) {
                errors.add(one.path() + ": " + other.path() + " gives the same property another value");
            }
            checked.add(one);
        }
        return checked;
    }

    private static @Nullable CheckedProperty check(
            Property property, PropertyTable table, Scope asker, ConfigErrors errors) {
        Optional<PropertyRow> found = table.find(property.name());
        if (found.isEmpty()) {
            boolean isSetting = ServerSettings.find(property.name()).isPresent();
            errors.add(property.path() + ": "
                    + (isSetting
                            ? "a setting of rafka itself, which belongs into the object server"
                            : table.unknown(property.name())));
            return null;
        }
        PropertyRow row = found.get();
        if (row.name().equals("compression.codec") && property.value().equalsIgnoreCase("inherit")) {
            return null; // leaves it to what is said elsewhere
        }
        if (property.inTopicConfig() && !table.isTopicLevel(property.name())) {
            errors.add(property.path() + ": not one of the properties of topics, so not in default.topic.config");
            return null;
        }
        try {
            return new CheckedProperty(property.path(), row, value(row, property.value(), asker));
        } catch (ConfigException e) {
            e.in(property.path()).errors().forEach(errors::add);
            return null;
        }
    }

    private static String value(PropertyRow row, String given, Scope asker) throws ConfigException {
        if (row.decision() == Decision.REFUSED) {
            return accepted(row, given, asker);
        }
        if (row.scope() == Scope.SERVER && asker == Scope.CLIENT) {
            throw new ConfigException("only the server's configuration file may set it");
        }
        if (row.scope() == Scope.CLIENT && asker == Scope.SERVER) {
            throw new ConfigException("would be the same for all consumers; a client gives its own in BLPOP");
        }
        if (row.type() != ValueType.SECRET) {
            return row.type().convert(given, row.range());
        }
        if (asker == Scope.CLIENT && Secrets.isReference(given)) {
            throw new ConfigException("file: and env: are for the server's configuration file");
        }
        return asker == Scope.CLIENT ? given : Secrets.resolve(given);
    }

    /** The one value that a refused property may have. */
    private static String accepted(PropertyRow row, String given, Scope asker) throws ConfigException {
        if (row.scope() == Scope.CLIENT && asker == Scope.CLIENT) {
            return given;
        }
        if (row.target().isEmpty()) {
            throw new ConfigException("not supported: " + row.note());
        }
        String value = row.type().convert(given, row.range());
        if (!value.equals(row.target())) {
            throw new ConfigException("must be " + row.target() + ", got '" + value + "': " + row.note());
        }
        return value;
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return path;
    }
}
