package io.rafka.faults;

import java.time.Duration;

/**
 * How long the tests of this package take: some seconds each in every build, minutes with {@code -Drafka.faults=long}.
 */
final class FaultLength {
    private static final boolean LONG = "long".equals(System.getProperty("rafka.faults"));

    private FaultLength() {}

    /**
     * For how long Kafka is away in the long version: longer than {@code message.timeout.ms}, so that records fail and
     * others take their room. {@code -Drafka.faults.outage=PT1H} makes it an hour.
     */
    static Duration outage() {
        return Duration.parse(System.getProperty("rafka.faults.outage", "PT6M"));
    }

    /** Whether this is the long version. */
    static boolean isLong() {
        return LONG;
    }

    /** The one of the two that counts now. */
    static Duration of(Duration inEveryBuild, Duration inTheLongVersion) {
        return LONG ? inTheLongVersion : inEveryBuild;
    }

    /** The same for a number. */
    static int of(int inEveryBuild, int inTheLongVersion) {
        return LONG ? inTheLongVersion : inEveryBuild;
    }
}
