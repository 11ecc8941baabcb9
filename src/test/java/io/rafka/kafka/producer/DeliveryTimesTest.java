package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeliveryTimesTest {
    private final DeliveryTimes times = new DeliveryTimes();

    @Test
    void withoutRecordsThereIsNoTime() {
        assertThat(times.micros(0.5)).isZero();
        assertThat(times.count()).isZero();
    }

    @Test
    void partsAreToldToAPowerOfTwo() {
        for (int i = 0; i < 99; i++) {
            times.count(TimeUnit.MICROSECONDS.toNanos(100));
        }
        times.count(TimeUnit.SECONDS.toNanos(1));
        assertThat(times.micros(0.5)).isEqualTo(128);
        assertThat(times.micros(0.99)).isEqualTo(128);
        assertThat(times.micros(0.999)).isEqualTo(1 << 20);
        assertThat(times.nanos()).isEqualTo(TimeUnit.MICROSECONDS.toNanos(99 * 100 + 1_000_000));
    }

    @Test
    void aPowerOfTwoIsInItsOwnBucket() {
        times.count(TimeUnit.MICROSECONDS.toNanos(128));
        times.count(TimeUnit.MICROSECONDS.toNanos(128) + 1);
        assertThat(times.buckets().get(7)).isEqualTo(1);
        assertThat(times.buckets().get(8)).isEqualTo(1);
    }

    @Test
    void aClockThatStandsStillIsCountedToo() {
        times.count(0);
        assertThat(times.buckets().get(0)).isEqualTo(1);
    }

    @Test
    void resetForgetsAll() {
        times.count(5);
        times.reset();
        assertThat(times.count()).isZero();
        assertThat(times.nanos()).isZero();
    }
}
