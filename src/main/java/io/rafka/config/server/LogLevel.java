package io.rafka.config.server;

/** How much the log tells: the values of Redis' setting {@code loglevel}. */
public enum LogLevel {
    /** Each step of rafka, and what Kafka's clients tell from day to day. */
    DEBUG,
    /** Each connection, and more of rafka. */
    VERBOSE,
    /** What an operator wants to know when all is well. */
    NOTICE,
    /** Only what is wrong, or may be. */
    WARNING,
    /** Nothing at all. */
    NOTHING
}
