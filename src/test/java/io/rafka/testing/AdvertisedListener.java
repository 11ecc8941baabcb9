package io.rafka.testing;

/**
 * A second listener of a broker, which tells its clients to come to another port: where a relay stands in between.
 *
 * @param port where the broker listens
 * @param advertisedPort where its clients are sent
 */
public record AdvertisedListener(int port, int advertisedPort) {
    static final String NAME = "RELAYED";
}
