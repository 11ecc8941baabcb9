package io.rafka.config.kafka;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.ReadableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one client on their way from librdkafka's to Java's: what holds of the former, and what has become
 * of it. One thread.
 */
final class Translation {
    /**
     * A value that holds.
     *
     * @param text the value
     * @param origin where it is from, for messages and {@code --show-config}
     * @param given whether a user has given it
     * @param secret whether it must not be shown
     */
    record Value(String text, String origin, boolean given, boolean secret) {
        @Override
        public String toString() {
            return "value from " + origin;
        }
    }

    /**
     * What a client is made for.
     *
     * @param login the user that it logs in as; null for rafka itself
     * @param producers how many rafka has in all, at least 1
     * @param whole whether all that is given is right: otherwise nothing can be said to be missing
     * @param opensFiles whether files that are named are looked at: not for a client's consumer, on an event loop, when
     *     they have been at the start
     */
    record Purpose(@Nullable UserLogin login, int producers, boolean whole, boolean opensFiles) {}

    private final Role role;
    private final Purpose purpose;
    private final ConfigErrors errors;
    private final Map<String, Value> librdkafka = new TreeMap<>();
    private final Map<String, Value> kafka = new TreeMap<>();
    private final Map<String, Value> rafka = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /** A translation of nothing yet. */
    Translation(Role role, Purpose purpose, ConfigErrors errors) {
        this.role = role;
        this.purpose = purpose;
        this.errors = errors;
    }

    /** What the client is made for. */
    Purpose purpose() {
        return purpose;
    }

    /** The kind of client. */
    Role role() {
        return role;
    }

    /** Takes the value of a property of librdkafka, and translates it by its row; a later call wins. */
    void put(PropertyRow row, Value value) {
        if (!row.appliesTo(role)) {
            return;
        }
        librdkafka.put(row.name(), value);
        if (row.decision() == Decision.RAFKA
                || (row.decision() == Decision.MAPPED && row.targets().isEmpty())) {
            rafka.put(row.name(), value);
            return;
        }
        for (Target target : row.targets()) {
            if (target.isFor(role)) {
                kafka.put(
                        target.name(),
                        new Value(target.convert(value.text()), value.origin(), value.given(), value.secret()));
            }
        }
    }

    /** What holds of a property of librdkafka; empty if nothing does, or the empty string. */
    Optional<String> text(String name) {
        return Optional.ofNullable(librdkafka.get(name)).map(Value::text).filter(text -> !text.isEmpty());
    }

    /** Whether the user has given this property of librdkafka. */
    boolean isGiven(String name) {
        Value value = librdkafka.get(name);
        return value != null && value.given();
    }

    /** Where a property of librdkafka is from. */
    String origin(String name) {
        Value value = librdkafka.get(name);
        return value == null ? role.word() + "." + name : value.origin();
    }

    /** What has become of it in Java; null if nothing. */
    @Nullable String kafka(String name) {
        Value value = kafka.get(name);
        return value == null ? null : value.text();
    }

    /** Sets a property of Java that follows from something else. */
    void kafka(String name, String text, String origin) {
        kafka.put(name, new Value(text, origin, false, false));
    }

    /** Sets the login, which must not be shown, as it follows from these properties of librdkafka. */
    void login(String text, String... properties) {
        List<String> given = Stream.of(properties).filter(this::isGiven).toList();
        String origin = (given.isEmpty() ? List.of(properties) : given)
                .stream().map(this::origin).collect(Collectors.joining(", "));
        kafka.put("sasl.jaas.config", new Value(text, origin, !given.isEmpty(), true));
    }

    /** The same of a property that rafka implements. */
    void rafka(String name, String text, String origin) {
        rafka.put(name, new Value(text, origin, false, false));
    }

    /** Lets rafka have a property that also sets one of Java's. */
    void alsoForRafka(String name) {
        Value value = librdkafka.get(name);
        if (value != null) {
            rafka.put(name, value);
        }
    }

    /** A number that Java has, because the table has a default for it. */
    long kafkaNumber(String name) {
        return Long.parseLong(Objects.requireNonNull(kafka(name), name));
    }

    /** Takes a property of Java away. */
    void dropKafka(String name) {
        kafka.remove(name);
    }

    /** Notes that a property of librdkafka is wrong in front of others, or missing: then it belongs to all clients. */
    void error(String name, String reason) {
        errors.add((isGiven(name) ? origin(name) : "general." + name) + ": " + reason);
    }

    /** Notes that a value is wrong in front of others. */
    void wrong(String name, String allowed) {
        error(name, allowed + ", got '" + text(name).orElse("") + "'");
    }

    /** Notes that a given value is not quite what holds; for the log. */
    void note(String name, String what) {
        if (isGiven(name)) {
            notes.add(origin(name) + " " + what);
        }
    }

    /** What has been noted for the log. */
    List<String> notes() {
        return notes;
    }

    /** Notes if a property names a file that cannot be read: Kafka would find out at a login only. */
    void checkReadable(String name) {
        if (!purpose.opensFiles()) {
            return;
        }
        text(name).ifPresent(file -> {
            try {
                ReadableFile.check(file);
            } catch (ConfigException e) {
                e.errors().forEach(reason -> error(name, reason));
            }
        });
    }

    /** Notes that something else must be given, too; by the user, if it is his login. */
    void missing(String name, String reason) {
        if (!purpose.whole()) {
            return;
        }
        UserLogin login = purpose.login();
        if (login == null) {
            error(name, reason);
        } else {
            errors.add(login.path() + ": " + reason);
        }
    }

    /** All properties of Java, by name. */
    Map<String, Value> kafka() {
        return kafka;
    }

    /** All properties of librdkafka that rafka implements, by name. */
    Map<String, Value> rafka() {
        return rafka;
    }

    /** Without the values, some of which are secrets. */
    @Override
    public String toString() {
        return "translation for a " + role.word();
    }
}
