package io.rafka.faults;

/**
 * How much is produced.
 *
 * @param connections every other one with keys
 * @param pipeline how many records a connection sends without waiting for the replies
 * @param perSecond how many records all connections together send, roughly
 * @param largeEvery every how manieth record of a connection is large; 0 for none
 */
record Load(int connections, int pipeline, int perSecond, int largeEvery) {
    /** What a large record has beside its value, separated from it by a blank. */
    static final String PADDING = "x".repeat(2_000);

    /** What the build runs. */
    private static final Load MODEST = new Load(4, 10, 600);
    /** What a long run has. */
    private static final Load HEAVY = new Load(10, 20, 1_500);

    /** No record is large. */
    Load(int connections, int pipeline, int perSecond) {
        this(connections, pipeline, perSecond, 0);
    }

    static Load standard() {
        return FaultLength.isLong() ? HEAVY : MODEST;
    }

    /** The same, with some large records. */
    static Load withLargeRecords() {
        Load load = standard();
        return new Load(load.connections, load.pipeline, load.perSecond, 50);
    }

    /** Whether this record is a large one. */
    boolean isLarge(String value) {
        return largeEvery > 0 && number(value) % largeEvery == 0;
    }

    /** The number of a record among those of its connection. */
    static long number(String value) {
        return Long.parseLong(value.substring(value.indexOf('/') + 1));
    }

    /** The connection that a record is from. */
    static String connection(String value) {
        return value.substring(0, value.indexOf('/'));
    }

    /** A value without the padding of a large record. */
    static String withoutPadding(String value) {
        int blank = value.indexOf(' ');
        return blank < 0 ? value : value.substring(0, blank);
    }

    /** The time between the beginnings of two pipelines of one connection. */
    long pauseNanos() {
        return 1_000_000_000L * pipeline * connections / perSecond;
    }
}
