package io.rafka.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionRateTest {
    private final AtomicInteger perSecond = new AtomicInteger(10);
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final ConnectionRate rate = new ConnectionRate(perSecond::get, clock::get);

    private int admitted(int asking) {
        int admitted = 0;
        for (int i = 0; i < asking; i++) {
            admitted += rate.admits() ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void asManyEnterAtOnceAsInASecond() {
        assertThat(admitted(50)).isEqualTo(10);
    }

    @Test
    void whatIsFreeComesBackWithTheTime() {
        admitted(10);
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(301));
        assertThat(admitted(10)).isEqualTo(3);
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(admitted(50)).as("no more than of a second").isEqualTo(10);
    }

    @Test
    void withoutALimitAllEnter() {
        perSecond.set(0);
        assertThat(admitted(1_000)).isEqualTo(1_000);
    }

    @Test
    void anotherLimitHoldsAtOnce() {
        admitted(10);
        perSecond.set(20);
        assertThat(admitted(50)).isEqualTo(20);
    }
}
