package io.rafka.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.kafka.consumer.Fetched.Message;
import io.rafka.kafka.consumer.Fetched.MissingTopic;
import io.rafka.kafka.consumer.Fetched.PollFailure;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that waits, what it is told, and the end. */
class AssignmentWaiterTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final Assignment assignment = new Assignment(
            new Prefetch(1_000, 1024 * 1024),
            new PrefetchMemory(() -> Long.MAX_VALUE),
            new ConsumerStatistics().group("g"));
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void assign() {
        assignment.assigned(List.of(PARTITION));
    }

    @Test
    void callsOnceWhenThereIsARecord() {
        assertThat(assignment.next(calls::incrementAndGet)).isNull();
        assertThat(calls).hasValue(0);
        add(0);
        add(1);

        assertThat(calls).hasValue(1);
        assertThat(assignment.next(calls::incrementAndGet)).isInstanceOf(Message.class);
        assertThat(assignment.next(calls::incrementAndGet)).isInstanceOf(Message.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void doesNotCallWhoGotARecordAtOnce() {
        add(0);
        assertThat(assignment.next(calls::incrementAndGet)).isInstanceOf(Message.class);
        add(1);

        assertThat(calls).hasValue(0);
    }

    @Test
    void doesNotCallForAPollThatBroughtNothing() {
        assertThat(assignment.next(calls::incrementAndGet)).isNull();
        assignment.add(Polled.of(List.of()));

        assertThat(calls).hasValue(0);
    }

    @Test
    void doesNotCallWhoHasStoppedWaiting() {
        assertThat(assignment.next(calls::incrementAndGet)).isNull();
        assignment.stopWaiting();
        add(0);

        assertThat(calls).hasValue(0);
    }

    @Test
    void aNewWaitReplacesTheOld() {
        AtomicInteger newer = new AtomicInteger();
        assertThat(assignment.next(calls::incrementAndGet)).isNull();
        assertThat(assignment.next(newer::incrementAndGet)).isNull();
        add(0);

        assertThat(calls).hasValue(0);
        assertThat(newer).hasValue(1);
    }

    @Test
    void tellsAFailureOnceAndBeforeTheRecords() {
        assertThat(assignment.next(calls::incrementAndGet)).isNull();
        assignment.fail(new MissingTopic("u"));
        assignment.fail(new MissingTopic("u"));
        assignment.fail(new PollFailure("Local: Timed out"));
        add(0);

        assertThat(calls).hasValue(1);
        assertThat(assignment.next(null)).isEqualTo(new MissingTopic("u"));
        assertThat(assignment.next(null)).isEqualTo(new PollFailure("Local: Timed out"));
        assertThat(assignment.next(null)).isInstanceOf(Message.class);
        assertThat(assignment.next(null)).isNull();
    }

    @Test
    void keepsTheLatestOfTooManyFailures() {
        for (int i = 0; i <= 1_000; i++) {
            assignment.fail(new MissingTopic("t" + i));
        }

        assertThat(assignment.next(null)).isEqualTo(new MissingTopic("t1"));
        for (int i = 2; i <= 1_000; i++) {
            assertThat(assignment.next(null)).isEqualTo(new MissingTopic("t" + i));
        }
        assertThat(assignment.next(null)).isNull();
    }

    @Test
    void whoWaitsIsNotAway() {
        assertThat(assignment.next(calls::incrementAndGet)).isNull();

        assertThat(assignment.endIfAway(-1)).isFalse();
        assertThat(assignment.isEnded()).isFalse();
    }

    @Test
    void whoWasAnsweredAndDoesNotComeBackIsAway() {
        add(0);
        add(1);
        assertThat(assignment.next(calls::incrementAndGet)).isInstanceOf(Message.class);
        assertThat(assignment.endIfAway(Long.MAX_VALUE)).isFalse();

        assertThat(assignment.endIfAway(-1)).isTrue();
        assertThat(assignment.isEnded()).isTrue();
        assertThat(assignment.next(null)).as("others get it now").isNull();
        assertThat(assignment.isEnded()).as("for good").isTrue();
        assertThat(assignment.endIfAway(-1)).as("told once").isFalse();
    }

    @Test
    void whoWasToldThatThereIsNothingCanGoAwayToo() {
        assertThat(assignment.next(calls::incrementAndGet)).isNull();
        assignment.stopWaiting();

        assertThat(assignment.endIfAway(-1)).isTrue();
    }

    @Test
    void theEndCallsWhoWaitsAndGivesNothingMore() throws InterruptedException {
        assertThat(assignment.next(calls::incrementAndGet)).isNull();
        assignment.end();
        assertThat(calls).hasValue(1);

        add(0);
        assertThat(assignment.next(calls::incrementAndGet)).isNull();
        assertThat(assignment.acknowledge(List.of(new Acknowledgement("t", 0, 0))))
                .isFalse();
        assertThat(assignment.isEnded()).isTrue();
        assignment.awaitEnd(Long.MAX_VALUE / 1_000_000);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aFailureIsStillToldAfterTheEnd() {
        assignment.fail(new Fetched.NotRegistered("no such property"));
        assignment.end();

        assertThat(assignment.next(null)).isEqualTo(new Fetched.NotRegistered("no such property"));
    }

    private void add(long offset) {
        assignment.add(Polled.of(
                List.of(new ConsumerRecord<>("t", 0, offset, ByteBuffer.allocate(0), ByteBuffer.allocate(0)))));
    }
}
