package io.rafka.config.kafka;

/** Who may give a property. */
enum Scope {
    /** The configuration file, and clients in BLPOP. */
    ANYWHERE,
    /** The configuration file only: a client must not make the server read files or connect elsewhere. */
    SERVER,
    /** Clients only: what holds for one consumer cannot hold for all. */
    CLIENT
}
