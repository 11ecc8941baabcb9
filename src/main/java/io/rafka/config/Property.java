package io.rafka.config;

/**
 * One value of a configuration file, or of the JSON in a command.
 *
 * @param path where it is, for messages: {@code consumer.default.topic.config.acks}
 * @param name the last part of the path
 * @param value as text; numbers and booleans as they are written
 * @param inTopicConfig whether it is in an object {@code default.topic.config}
 */
public record Property(String path, String name, String value, boolean inTopicConfig) {
    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return path;
    }
}
