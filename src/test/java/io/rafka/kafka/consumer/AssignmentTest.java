package io.rafka.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.kafka.consumer.Fetched.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final int ENOUGH = 1_000;

    private final PrefetchMemory memory = new PrefetchMemory(() -> Long.MAX_VALUE);
    private final Assignment assignment =
            new Assignment(new Prefetch(1_000, 1024 * 1024), memory, new ConsumerStatistics().group("g"));

    @BeforeEach
    void assignBoth() {
        assignment.assigned(List.of(ZERO, ONE));
    }

    @Test
    void handsRecordsOutInTheOrderTheyCame() {
        add(ZERO, 0, 1);
        add(ONE, 7);
        add(ZERO, 2);

        assertThat(rest()).containsExactly("t:0:0", "t:0:1", "t:1:7", "t:0:2");
        assertThat(assignment.next(null)).isNull();
    }

    @Test
    void aMessageHasItsValueOrNone() {
        assignment.add(Polled.of(List.of(
                new ConsumerRecord<>("t", 0, 5, bytes("key"), bytes("value")),
                new ConsumerRecord<>("t", 1, 6, bytes("key"), tombstone()))));

        assertThat(assignment.next(null)).isInstanceOfSatisfying(Message.class, message -> {
            assertThat(message.topic()).isEqualTo("t");
            assertThat(message.partition()).isZero();
            assertThat(message.offset()).isEqualTo(5);
            assertThat(message.value()).isEqualTo(bytes("value"));
        });
        assertThat(assignment.next(null))
                .isInstanceOfSatisfying(
                        Message.class, message -> assertThat(message.value()).isNull());
    }

    @Test
    void skipsWhatIsAcknowledgedBeforeItWasHandedOut() {
        add(ZERO, 0, 1, 2);
        add(ONE, 0);
        assertThat(acknowledge(ZERO, 1)).isTrue();

        assertThat(rest()).containsExactly("t:0:2", "t:1:0");
    }

    /** After an unclean election Kafka's consumer goes back to where the logs part. */
    @Test
    void whatIsReadyOfALogThatWasCutShortIsForgotten() {
        add(ZERO, 95, 96, 97);
        add(ONE, 7);
        add(ZERO, 90, 91);

        assertThat(rest()).containsExactly("t:1:7", "t:0:90", "t:0:91");
    }

    @Test
    void forgetsAndRefusesWhatIsRevoked() {
        add(ZERO, 0, 1);
        add(ONE, 0);
        assignment.revoked(List.of(ZERO));

        assertThat(assignment.held()).containsExactly(ONE);
        assertThat(rest()).containsExactly("t:1:0");
        assertThat(acknowledge(ZERO, 0)).isFalse();
        add(ZERO, 2);
        assertThat(assignment.next(null)).as("came too late").isNull();
    }

    @Test
    void takesAllAcknowledgementsOrNone() {
        add(ZERO, 0);
        add(ONE, 0);
        assignment.revoked(List.of(ONE));

        assertThat(assignment.acknowledge(List.of(new Acknowledgement("t", 0, 0), new Acknowledgement("t", 1, 0))))
                .isFalse();
        assertThat(assignment.due(Set.of(ZERO, ONE))).isEmpty();
    }

    @Test
    void refusesWhatItNeverHeld() {
        assertThat(acknowledge(new TopicPartition("t", 2), 0)).isFalse();
        assertThat(acknowledge(new TopicPartition("u", 0), 0)).isFalse();
    }

    @Test
    void keepsTheClientsWorkOverAnEagerRebalance() {
        add(ZERO, 0, 1, 2);
        take(2);
        acknowledge(ZERO, 0);
        assertThat(assignment.due(Set.of(ZERO))).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(1)));
        assignment.committed(Map.of(ZERO, new OffsetAndMetadata(1)));
        assignment.revoked(List.of(ZERO, ONE));
        assignment.assigned(List.of(ZERO, ONE));
        add(ZERO, 1, 2, 3);

        assertThat(rest()).as("1 is in the client's hands").containsExactly("t:0:2", "t:0:3");
        assertThat(acknowledge(ZERO, 1)).isTrue();
        assertThat(assignment.due(Set.of(ZERO, ONE))).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(2)));
    }

    @Test
    void knowsNothingAnyMoreOfWhatItDidNotGetBack() {
        add(ZERO, 0);
        take(1);
        assignment.revoked(List.of(ZERO, ONE));
        assignment.assigned(List.of(ONE));
        assignment.revoked(List.of(ONE));
        assignment.assigned(List.of(ZERO, ONE));
        add(ZERO, 0);

        assertThat(rest()).as("not acknowledged, so it comes again").containsExactly("t:0:0");
    }

    @Test
    void keepsWhatACooperativeRebalanceDoesNotTake() {
        add(ZERO, 0);
        assignment.assigned(List.of(new TopicPartition("t", 2)));

        assertThat(assignment.held()).containsExactlyInAnyOrder(ZERO, ONE, new TopicPartition("t", 2));
        assertThat(rest()).containsExactly("t:0:0");
    }

    @Test
    void startsAnewWhenATopicWasCreatedAgain() {
        add(ZERO, 10, 11);
        take(2);
        acknowledge(ZERO, 11);
        assignment.committed(assignment.due(Set.of(ZERO)));
        add(ZERO, 0, 1);

        assertThat(rest()).containsExactly("t:0:0", "t:0:1");
        acknowledge(ZERO, 0);
        assertThat(assignment.due(Set.of(ZERO))).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(1)));
    }

    @Test
    void asksForThePositionOfWhatIsAcknowledgedUnseen() {
        acknowledge(ZERO, 4);
        assertThat(assignment.withoutPosition(Set.of(ZERO, ONE))).containsExactly(ZERO);
        assertThat(assignment.due(Set.of(ZERO))).isEmpty();

        assignment.position(ZERO, 0);
        assertThat(assignment.withoutPosition(Set.of(ZERO, ONE))).isEmpty();
        assertThat(assignment.due(Set.of(ZERO, ONE))).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(5)));
        assertThat(assignment.due(Set.of(ONE))).isEmpty();
    }

    @Test
    void pausesAtAThousandRecordsAndGoesOnAtHalf() {
        add(ZERO, offsets(999));
        assertThat(assignment.mustPause()).isFalse();
        add(ONE, 0);
        assertThat(assignment.mustPause()).isTrue();
        take(499);
        assertThat(assignment.requestsResume()).isFalse();
        assertThat(assignment.mustPause()).as("501 are left").isTrue();
        take(1);
        assertThat(assignment.requestsResume()).isTrue();
        assertThat(assignment.requestsResume()).as("asked for once").isFalse();
        assertThat(assignment.mustPause()).isFalse();
        assertThat(assignment.requestsResume()).isFalse();
    }

    @Test
    void pausesAtAMegabyteToo() {
        assignment.add(Polled.of(List.of(new ConsumerRecord<>("t", 0, 0, bytes(""), ByteBuffer.allocate(1_100_000)))));
        assertThat(assignment.mustPause()).isTrue();

        take(1);
        assertThat(assignment.requestsResume()).isTrue();
        assertThat(assignment.mustPause()).isFalse();
    }

    @Test
    void aListOfRecordsCountsAsMemoryUntilItsLastOneIsTaken() {
        add(ZERO, offsets(100));
        long whole = memory.used();
        assertThat(whole).isPositive();
        take(99);
        assertThat(memory.used()).as("the list has them all").isEqualTo(whole);
        add(ONE, offsets(100));
        assertThat(memory.used()).isEqualTo(2 * whole);
        take(1);
        assertThat(memory.used()).as("of the first, nothing is left").isEqualTo(whole);
        assignment.revoked(List.of(ONE));
        assertThat(memory.used()).isZero();
    }

    @Test
    void goesOnWhenWhatFilledItIsRevoked() {
        add(ZERO, offsets(1_000));
        assertThat(assignment.mustPause()).isTrue();
        assignment.revoked(List.of(ZERO));

        assertThat(assignment.mustPause()).isFalse();
    }

    private void add(TopicPartition partition, long... offsets) {
        List<ConsumerRecord<ByteBuffer, ByteBuffer>> records = new ArrayList<>();
        for (long offset : offsets) {
            records.add(new ConsumerRecord<>(
                    partition.topic(), partition.partition(), offset, bytes("k"), bytes("v" + offset)));
        }
        assignment.add(Polled.of(records));
    }

    private boolean acknowledge(TopicPartition partition, long offset) {
        return assignment.acknowledge(List.of(new Acknowledgement(partition.topic(), partition.partition(), offset)));
    }

    private List<String> rest() {
        return take(ENOUGH);
    }

    private List<String> take(int most) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < most && assignment.next(null) instanceof Message message) {
            taken.add(message.topic() + ":" + message.partition() + ":" + message.offset());
        }
        return taken;
    }

    private static long[] offsets(int count) {
        long[] offsets = new long[count];
        Arrays.setAll(offsets, i -> i);
        return offsets;
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    @SuppressWarnings("NullAway") // Kafka's record takes null, and does not say so
    private static ByteBuffer tombstone() {
        return null;
    }
}
