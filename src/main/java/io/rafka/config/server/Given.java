package io.rafka.config.server;

/**
 * A value that somebody has given for a setting.
 *
 * @param setting its name
 * @param value as given, before anything is checked
 * @param origin where, for messages: {@code --port}, {@code RAFKA_PORT}, {@code librdkafka.json: server.port}
 */
public record Given(String setting, String value, String origin) {
    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return setting + " from " + origin;
    }
}
