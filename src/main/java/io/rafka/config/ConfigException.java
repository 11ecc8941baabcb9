package io.rafka.config;

/** A configuration that rafka does not take. The message is one line and names the offender; it is for the user. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message where, what, and what would be allowed */
    public ConfigException(String message) {
        super(message);
    }
}
