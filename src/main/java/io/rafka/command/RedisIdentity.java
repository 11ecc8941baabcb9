package io.rafka.command;

/** What rafka tells clients that it is, where they ask a Redis. */
public final class RedisIdentity {
    /** The Redis whose replies rafka gives where its own protocol is silent. Clients choose their commands by it. */
    public static final String VERSION = "8.0.0";

    private RedisIdentity() {}
}
