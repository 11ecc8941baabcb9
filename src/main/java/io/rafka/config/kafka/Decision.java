package io.rafka.config.kafka;

/** What becomes of a librdkafka property. */
enum Decision {
    /** It sets properties of the Java client. */
    MAPPED,
    /** rafka itself does what it asks for. */
    RAFKA,
    /** Accepted, and of no consequence here. */
    NONE,
    /** Not accepted, or with one value only. */
    REFUSED,
    /** Another name of a property. */
    ALIAS
}
