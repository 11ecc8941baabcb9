package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.config.server.ServerConfig;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutstandingTest {
    private final Outstanding outstanding = new Outstanding("7", ServerConfig.defaults());
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void countsWhatIsAcceptedAndNotSettled() {
        assertThat(outstanding.records()).isZero();
        outstanding.accepted();
        outstanding.accepted();
        assertThat(outstanding.records()).isEqualTo(2);
        outstanding.settled();
        assertThat(outstanding.records()).isEqualTo(1);
        assertThat(outstanding.connection()).isEqualTo("7");
    }

    @Test
    void callsAtOnceIfThereIsNone() {
        outstanding.whenNone(calls::incrementAndGet);

        assertThat(calls).hasValue(1);
    }

    @Test
    void callsOnceWhenTheLastIsSettled() {
        outstanding.accepted();
        outstanding.accepted();
        outstanding.whenNone(calls::incrementAndGet);
        outstanding.settled();
        assertThat(calls).hasValue(0);
        outstanding.settled();
        assertThat(calls).hasValue(1);

        outstanding.accepted();
        outstanding.settled();
        assertThat(calls).hasValue(1);
    }

    @Test
    void doesNotCallWhoHasStoppedWaiting() {
        outstanding.accepted();
        outstanding.whenNone(calls::incrementAndGet);
        outstanding.stopWaiting();
        outstanding.settled();

        assertThat(calls).hasValue(0);
    }

    @Test
    void aNewWaitReplacesTheOld() {
        AtomicInteger newer = new AtomicInteger();
        outstanding.accepted();
        outstanding.whenNone(calls::incrementAndGet);
        outstanding.whenNone(newer::incrementAndGet);
        outstanding.settled();

        assertThat(calls).hasValue(0);
        assertThat(newer).hasValue(1);
    }
}
