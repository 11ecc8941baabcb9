package io.rafka.config.server;

import java.util.Locale;

/** How a line of the log is written. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** A JSON object, for programs that gather logs. */
    JSON;

    /** As it is written in a configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
