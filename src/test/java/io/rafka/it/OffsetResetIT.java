package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.GroupOffsets;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups whose offset is not there: none has been committed, or retention has deleted what it pointed at. */
@Timeout(120)
@ExtendWith(RafkaExtension.class)
class OffsetResetIT {
    private static final int RECORDS = 400;
    /** So large that a member fetches a few of them ahead, and not all. */
    private static final String PADDING = "-" + "x".repeat(3_000);

    /** A topic with records, and a group; what befalls the group. */
    private record Case(RafkaTester rafka, String topic, String group, String properties) {
        static Case of(RafkaTester rafka, String properties) {
            return new Case(rafka, rafka.createTopic("t", 1), RafkaTester.unique("g"), properties);
        }

        Case with(int records, String padding) {
            Clients.produce(
                    rafka.port(),
                    topic,
                    IntStream.range(0, records).mapToObj(i -> "m" + i + padding).toArray(String[]::new));
            return this;
        }

        GroupOffsets offsets() {
            return GroupOffsets.of(rafka.admin(), group, topic);
        }

        RawClient connect() {
            return Clients.consumer(rafka.port(), group + ":c");
        }

        @Nullable Object pop(RawClient client) {
            return pop(client, "15");
        }

        @Nullable Object pop(RawClient client, String seconds) {
            return client.call("BLPOP", "topics:" + topic + ":" + properties, seconds);
        }

        /** Whether the member has been at the end of its partition, which it logs if told to. */
        boolean hasReachedTheEnd(LogCapture log) {
            return log.lines().stream()
                    .anyMatch(line -> line.startsWith("end of partition reached consumer=" + group + ":c ")
                            && line.endsWith(" partition=" + topic + "-0"));
        }

        Object message(long offset, String value) {
            return List.of("topic", topic, "partition", 0L, "offset", offset, "value", value);
        }

        void acknowledge(RawClient client, long offset) {
            assertThat(client.call("RPUSH", "acks", topic + ":0:" + offset)).isEqualTo(1L);
            GroupOffsets offsets = offsets();
            await().until(() -> offsets.committed() == offset + 1);
        }
    }

    private static String reset(String value) {
        return "{\"auto.offset.reset\":\"" + value + "\"}";
    }

    @Test
    void aGroupWhoseOffsetIsDeletedGoesOnAtTheFirstRecordThatIsLeft(RafkaTester rafka) {
        Case here = Case.of(rafka, reset("earliest")).with(10, "");
        here.offsets().set(2).deleteRecordsBefore(5);
        try (RawClient client = here.connect()) {
            assertThat(here.pop(client)).isEqualTo(here.message(5, "m5"));
            assertThat(here.pop(client)).isEqualTo(here.message(6, "m6"));
            here.acknowledge(client, 5);
        }
        try (RawClient client = here.connect()) {
            assertThat(here.pop(client)).isEqualTo(here.message(6, "m6"));
        }
    }

    @Test
    void aGroupWhoseOffsetIsDeletedGoesOnAtTheEndIfItIsToldTo(RafkaTester rafka) {
        Case here = Case.of(rafka, "{\"auto.offset.reset\":\"latest\",\"enable.partition.eof\":true}")
                .with(10, "");
        here.offsets().set(2).deleteRecordsBefore(5);
        try (LogCapture log = LogCapture.of("io.rafka.kafka.consumer");
                RawClient client = here.connect()) {
            assertThat(here.pop(client, "0.1")).isNull();
            // What comes before the member is at the end is passed over.
            await().until(() -> here.hasReachedTheEnd(log));
            Clients.produce(rafka.port(), here.topic(), "new");
            assertThat(here.pop(client)).isEqualTo(here.message(10, "new"));
            here.acknowledge(client, 10);
        }
    }

    /** As after a leader was elected that had not all records, or when the topic is another of the same name. */
    @Test
    void aGroupBeyondTheEndBeginsAnewAndItsAcknowledgementsCount(RafkaTester rafka) {
        Case here = Case.of(rafka, reset("earliest")).with(5, "");
        here.offsets().set(100);
        try (RawClient client = here.connect()) {
            for (int offset = 0; offset < 5; offset++) {
                assertThat(here.pop(client)).isEqualTo(here.message(offset, "m" + offset));
            }
            here.acknowledge(client, 3);
        }
        try (RawClient client = here.connect()) {
            assertThat(here.pop(client)).isEqualTo(here.message(4, "m4"));
        }
    }

    /** The member holds some records ready, which it hands out still; then the log begins at offset 390. */
    @ParameterizedTest
    @ValueSource(strings = {"earliest", "latest", "error"})
    void retentionOvertakesAMemberThatIsSlow(String reset, RafkaTester rafka) {
        Case here = Case.of(
                        rafka,
                        "{\"auto.offset.reset\":\"" + reset + "\",\"enable.partition.eof\":true,"
                                + "\"queued.min.messages\":1,\"max.poll.records\":1,"
                                + "\"fetch.message.max.bytes\":5000,\"fetch.max.bytes\":5000}")
                .with(RECORDS, PADDING);
        here.offsets().set(0);
        try (LogCapture log = LogCapture.of("io.rafka.kafka.consumer");
                RawClient client = here.connect()) {
            assertThat(here.pop(client)).isEqualTo(here.message(0, "m0" + PADDING));
            here.acknowledge(client, 0);
            here.offsets().deleteRecordsBefore(390);

            Object reply = popWhatIsHeld(here, client, log);
            switch (reset) {
                case "earliest" -> {
                    assertThat(reply).isEqualTo(here.message(390, "m390" + PADDING));
                    here.acknowledge(client, 390);
                }
                case "latest" -> {
                    assertThat(reply).isNull();
                    Clients.produce(rafka.port(), here.topic(), "new");
                    assertThat(here.pop(client)).isEqualTo(here.message(RECORDS, "new"));
                    here.acknowledge(client, RECORDS);
                }
                default ->
                    assertThat(reply).asString().startsWith("-CONS Poll ").containsIgnoringCase("out of range");
            }
        }
    }

    /** Pops from offset 1 on without a gap; what comes then, or null if the member is at the end. */
    private static @Nullable Object popWhatIsHeld(Case here, RawClient client, LogCapture log) {
        int next = 1;
        while (true) {
            boolean atEnd = here.hasReachedTheEnd(log);
            Object reply = here.pop(client, "0.1");
            if (here.message(next, "m" + next + PADDING).equals(reply)) {
                next++;
                assertThat(next).isLessThan(390);
            } else if (reply != null || atEnd) {
                return reply;
            }
        }
    }

    /** Each BLPOP says so, as the group does not come further; the connection stays, and an operator may mend it. */
    @Test
    void withoutAnOffsetAnErrorIsToldUntilAnOperatorSetsOne(RafkaTester rafka) {
        Case here = Case.of(rafka, reset("error")).with(3, "");
        try (RawClient client = here.connect();
                RawClient other = Clients.consumer(rafka.port(), Clients.newConsumer())) {
            for (int i = 0; i < 3; i++) {
                assertThat(here.pop(client)).isEqualTo("-CONS Poll Local: No offset stored");
            }
            assertThat(client.call("PING")).isEqualTo("PONG");
            assertThat(other.call("BLPOP", "topics:" + here.topic(), "15")).isEqualTo(here.message(0, "m0"));
        }
        // Kafka lets nobody set offsets of a group that has members.
        await().until(() -> here.offsets().members() == 0);
        assertThat(here.offsets().committed()).isEqualTo(GroupOffsets.NONE);
        here.offsets().set(1);
        try (RawClient client = here.connect()) {
            assertThat(here.pop(client)).isEqualTo(here.message(1, "m1"));
            here.acknowledge(client, 1);
        }
    }

    @Test
    void anOffsetThatIsDeletedIsAnErrorIfItIsToBeOne(RafkaTester rafka) {
        Case here = Case.of(rafka, reset("error")).with(10, "");
        here.offsets().set(2).deleteRecordsBefore(5);
        try (RawClient client = here.connect()) {
            for (int i = 0; i < 2; i++) {
                assertThat(here.pop(client))
                        .asString()
                        .startsWith("-CONS Poll ")
                        .containsIgnoringCase("out of range");
            }
            assertThat(client.call("PING")).isEqualTo("PONG");
        }
        await().until(() -> here.offsets().members() == 0);
        assertThat(here.offsets().committed()).isEqualTo(2);
        here.offsets().set(5);
        try (RawClient client = here.connect()) {
            assertThat(here.pop(client)).isEqualTo(here.message(5, "m5"));
        }
    }

    /** Java's word for it; librdkafka has error, and the client is told which words there are. */
    @Test
    void noneIsNoValueAndTheClientMayTryAgain(RafkaTester rafka) {
        Case wrong = Case.of(rafka, reset("none")).with(1, "");
        try (RawClient client = wrong.connect()) {
            String id = wrong.group() + ":c";
            assertThat(wrong.pop(client))
                    .isEqualTo("-CONS Failed to register Consumer '" + id + "|" + wrong.topic() + "' for Client '" + id
                            + "': auto.offset.reset: must be one of smallest, earliest, beginning, largest, latest, "
                            + "end, error, got 'none'");
            Case right = new Case(rafka, wrong.topic(), wrong.group(), reset("earliest"));
            assertThat(right.pop(client)).isEqualTo(right.message(0, "m0"));
        }
    }

    /** A member that has nowhere to start still leaves its group, or the group waits for its session to time out. */
    @Test
    void aMemberWithoutAPositionLeavesItsGroup(RafkaTester rafka) {
        Case here = Case.of(rafka, reset("error")).with(3, "");
        try (RawClient client = here.connect()) {
            assertThat(here.pop(client)).isEqualTo("-CONS Poll Local: No offset stored");
            // As a worker does that was done with its record when its connection broke.
            assertThat(client.call("RPUSH", "acks", here.topic() + ":0:0")).isEqualTo(1L);
        }
        await().until(() -> here.offsets().members() == 0);
    }

    /** In librdkafka's words, and without the insides of Java's client. */
    @Test
    void anOffsetOutOfRangeIsToldInLibrdkafkasWords(RafkaTester rafka) {
        Case here = Case.of(rafka, reset("error")).with(10, "");
        here.offsets().set(2).deleteRecordsBefore(5);
        try (RawClient client = here.connect()) {
            assertThat(here.pop(client)).asString().startsWith("-CONS Poll Broker: Offset out of range");
        }
    }
}
