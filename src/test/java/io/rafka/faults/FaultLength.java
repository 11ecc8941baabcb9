package io.rafka.faults;

import java.time.Duration;

/**
 * How long the tests of this package take: some seconds each in every build, minutes with {@code -Drafka.faults=long}.
 */
final class FaultLength {
    private static final boolean LONG = "long".equals(System.getProperty("rafka.faults"));

    private FaultLength() {}

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
