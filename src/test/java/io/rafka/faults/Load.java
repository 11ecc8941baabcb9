package io.rafka.faults;

/**
 * How much is produced.
 *
 * @param connections every other one with keys
 * @param pipeline how many records a connection sends without waiting for the replies
 * @param perSecond how many records all connections together send, roughly
 */
record Load(int connections, int pipeline, int perSecond) {
    /** What the build runs. */
    static final Load MODEST = new Load(4, 10, 600);
    /** What a long run has. */
    static final Load HEAVY = new Load(10, 20, 3_000);

    static Load standard() {
        return FaultLength.isLong() ? HEAVY : MODEST;
    }

    /** The time between the beginnings of two pipelines of one connection. */
    long pauseNanos() {
        return 1_000_000_000L * pipeline * connections / perSecond;
    }
}
