package io.rafka.config.server;

/** How a line of the log is written. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** A JSON object, for programs that gather logs. */
    JSON
}
