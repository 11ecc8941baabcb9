package io.rafka.config.tls;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The texts that say where certificates and keys are, by name; what is wrong with one is noted with where it stands.
 * One thread.
 */
final class NamedValues {
    private final Function<String, Optional<String>> values;
    private final Function<String, String> origins;
    private final ConfigErrors errors;

    NamedValues(Function<String, Optional<String>> values, Function<String, String> origins, ConfigErrors errors) {
        this.values = values;
        this.origins = origins;
        this.errors = errors;
    }

    /** Something that makes a value of a text. */
    interface Reading<T> {
        T of(String value) throws ConfigException;
    }

    /** As it is given; empty if it is not, or is nothing. */
    Optional<String> text(String name) {
        return values.apply(name).filter(value -> !value.isEmpty());
    }

    boolean isGiven(String name) {
        return text(name).isPresent();
    }

    /** What a text stands for; empty if it is not given, or wrong, which is then noted. */
    <T> Optional<T> collect(String name, Reading<T> reading) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.of(value.get()));
        } catch (ConfigException e) {
            e.in(origin(name)).errors().forEach(errors::add);
            return Optional.empty();
        }
    }

    /** Where it is given, for messages. */
    String origin(String name) {
        return origins.apply(name);
    }

    /** Notes what is wrong with one. */
    void refuse(String name, String reason) {
        errors.add(origin(name) + ": " + reason);
    }

    /** Whether nothing was wrong so far. */
    boolean areGood() {
        return errors.isEmpty();
    }
}
