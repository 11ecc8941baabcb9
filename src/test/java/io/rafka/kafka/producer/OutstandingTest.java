package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.config.ConfigException;
import io.rafka.config.server.Given;
import io.rafka.config.server.ServerConfig;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutstandingTest {
    private static Outstanding bounded(String setting, String value) throws ConfigException {
        return new Outstanding("8", ServerConfig.of(List.of(new Given(setting, value, "the test"))));
    }

    private final Outstanding outstanding = new Outstanding("7", ServerConfig.defaults());
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void countsWhatIsAcceptedAndNotSettled() {
        assertThat(outstanding.records()).isZero();
        outstanding.accepted(10);
        outstanding.accepted(10);
        assertThat(outstanding.records()).isEqualTo(2);
        outstanding.settled(10);
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
        outstanding.accepted(10);
        outstanding.accepted(10);
        outstanding.whenNone(calls::incrementAndGet);
        outstanding.settled(10);
        assertThat(calls).hasValue(0);
        outstanding.settled(10);
        assertThat(calls).hasValue(1);

        outstanding.accepted(10);
        outstanding.settled(10);
        assertThat(calls).hasValue(1);
    }

    @Test
    void doesNotCallWhoHasStoppedWaiting() {
        outstanding.accepted(10);
        outstanding.whenNone(calls::incrementAndGet);
        outstanding.stopWaiting();
        outstanding.settled(10);

        assertThat(calls).hasValue(0);
    }

    @Test
    void aNewWaitReplacesTheOld() {
        AtomicInteger newer = new AtomicInteger();
        outstanding.accepted(10);
        outstanding.whenNone(calls::incrementAndGet);
        outstanding.whenNone(newer::incrementAndGet);
        outstanding.settled(10);

        assertThat(calls).hasValue(0);
        assertThat(newer).hasValue(1);
    }

    @Test
    void withoutABoundEverythingIsAdmitted() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(outstanding.admits(1 << 30)).isEqualTo(Admission.ACCEPTED);
            outstanding.accepted(1 << 30);
        }
        assertThat(outstanding.bytes()).isEqualTo(1_000L << 30);
    }

    @Test
    void admitsSoManyRecords() throws Exception {
        Outstanding two = bounded("client-outstanding-records", "2");
        two.accepted(0);
        assertThat(two.admits(0)).isEqualTo(Admission.ACCEPTED);
        two.accepted(0);
        assertThat(two.admits(0)).isEqualTo(Admission.CLIENT_RECORDS);
        two.settled(0);
        assertThat(two.admits(0)).isEqualTo(Admission.ACCEPTED);
    }

    @Test
    void admitsSoManyBytesAndALargeRecordAlone() throws Exception {
        Outstanding hundred = bounded("client-outstanding-bytes", "100");
        assertThat(hundred.admits(1_000)).isEqualTo(Admission.ACCEPTED);
        hundred.accepted(60);
        assertThat(hundred.admits(40)).isEqualTo(Admission.ACCEPTED);
        assertThat(hundred.admits(41)).isEqualTo(Admission.CLIENT_BYTES);
        hundred.settled(60);
        assertThat(hundred.bytes()).isZero();
        assertThat(hundred.admits(1_000)).isEqualTo(Admission.ACCEPTED);
    }

    @Test
    void whatHasFailedIsOutToo() {
        outstanding.accepted(30);
        outstanding.failed(new DeliveryFailure("t", "r"), 30);
        assertThat(outstanding.records()).isZero();
        assertThat(outstanding.bytes()).isZero();
        assertThat(outstanding.takeFailed()).isEqualTo(1);
    }

    @Test
    void whoWaitsForRoomIsCalledOnceItsRecordFits() throws Exception {
        Outstanding hundred = bounded("client-outstanding-bytes", "100");
        hundred.accepted(50);
        hundred.accepted(40);
        hundred.accepted(10);
        hundred.whenRoom(60, calls::incrementAndGet);
        hundred.settled(10);
        hundred.settled(40);
        assertThat(calls).hasValue(0);
        hundred.settled(50);
        assertThat(calls).hasValue(1);
        hundred.whenRoom(60, calls::incrementAndGet);
        assertThat(calls).hasValue(2);
        hundred.accepted(100);
        hundred.whenRoom(1, calls::incrementAndGet);
        hundred.stopWaitingForRoom();
        hundred.settled(100);
        assertThat(calls).hasValue(2);
    }
}
