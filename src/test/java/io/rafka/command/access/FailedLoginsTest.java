package io.rafka.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final FailedLogins failed = new FailedLogins();

    @Test
    void theDelayDoublesUpToTheLongest() {
        for (long delay : new long[] {50, 100, 200, 400, 800, 1_600, 3_000, 3_000}) {
            assertThat(failed.delay("10.0.0.1:" + delay, 0)).isEqualTo(delay);
        }
        assertThat(failed.delay("10.0.0.2:1", 0)).as("of another address").isEqualTo(50);
        assertThat(failed.delay("[::1]:1", 0)).isEqualTo(50);
        assertThat(failed.delay("[::1]:2", 0)).isEqualTo(100);
    }

    @Test
    void aMinuteWithoutAFailureIsEnough() {
        assertThat(failed.delay("a:1", Long.MAX_VALUE)).isEqualTo(50);
        assertThat(failed.delay("a:1", Long.MAX_VALUE + MINUTE - 1)).isEqualTo(100);
        assertThat(failed.delay("a:1", Long.MAX_VALUE + 2 * MINUTE - 1)).isEqualTo(50);
    }

    @Test
    void knowsAFixedNumberOfAddressesThoseThatFailedLast() {
        failed.delay("first:1", 0);
        failed.delay("second:1", 0);
        failed.delay("first:1", 0);
        for (int i = 0; i < FailedLogins.MOST_ADDRESSES - 1; i++) {
            failed.delay("other" + i + ":1", 0);
        }
        assertThat(failed.delay("first:1", 0)).as("known").isEqualTo(200);
        assertThat(failed.delay("second:1", 0)).as("forgotten").isEqualTo(50);
    }
}
