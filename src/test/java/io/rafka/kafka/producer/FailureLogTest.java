package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.LogCapture;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    private static final DeliveryFailure KIND = new DeliveryFailure("t", "Local: Message timed out");

    @Test
    void eachRecordHasItsLineUpToTheLimitAndTheRestIsAnnouncedOnce() {
        FailureLog log = new FailureLog(() -> 2);
        try (LogCapture capture = LogCapture.of(FailureLog.class.getName())) {
            log.failed(KIND, "123456789".getBytes(StandardCharsets.US_ASCII), 7, "1/127.0.0.1:9");
            log.failed(KIND, null, 8, "2/127.0.0.1:9");
            log.failed(KIND, null, 9, "2/127.0.0.1:9");
            log.failed(KIND, null, 9, "2/127.0.0.1:9");
            assertThat(capture.lines())
                    .containsExactly(
                            "record not delivered topic=t reason=\"Local: Message timed out\" "
                                    + "session=1/127.0.0.1:9 keyHash=cbf43926 size=7",
                            "record not delivered topic=t reason=\"Local: Message timed out\" "
                                    + "session=2/127.0.0.1:9 keyHash=none size=8",
                            "more than failure-log-limit=2 records could not be delivered in a minute; further ones of "
                                    + "this minute are only counted, by topic and error, see HGETALL stats");
        }
    }
}
