package io.rafka.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private final PartitionProgress progress =
            new PartitionProgress(new ConsumerStatistics().group("g").topic("t"));

    @BeforeEach
    void assign() {
        progress.assigned();
    }

    @Test
    void isHeldBetweenAssignmentAndRevocation() {
        assertThat(new PartitionProgress(new ConsumerStatistics().group("g").topic("t")).isHeld())
                .isFalse();
        assertThat(progress.isHeld()).isTrue();
        progress.revoked();
        assertThat(progress.isHeld()).isFalse();
        progress.assigned();
        assertThat(progress.isHeld()).isTrue();
    }

    @Test
    void commitsTheOffsetBehindTheHighestAcknowledged() {
        progress.fetched(10);
        assertThat(progress.isDue()).isFalse();

        progress.acknowledge(12);
        progress.acknowledge(10);
        assertThat(progress.isDue()).isTrue();
        assertThat(progress.toCommit()).isEqualTo(13);

        progress.committed(13);
        assertThat(progress.isDue()).isFalse();
        progress.acknowledge(11);
        assertThat(progress.isDue()).as("a smaller one changes nothing").isFalse();
        assertThat(progress.toCommit()).isEqualTo(13);
    }

    @Test
    void whatWasAcknowledgedDuringACommitIsStillDue() {
        progress.fetched(0);
        progress.acknowledge(0);
        progress.acknowledge(1);
        progress.committed(1);

        assertThat(progress.isDue()).isTrue();
        assertThat(progress.toCommit()).isEqualTo(2);
    }

    @Test
    void neverCommitsBelowWhereFetchingBegan() {
        progress.fetched(10);
        progress.acknowledge(4);

        assertThat(progress.isDue()).isFalse();
    }

    @Test
    void aCommitNeedsThePositionFirst() {
        assertThat(progress.needsPosition()).isFalse();
        progress.acknowledge(7);
        assertThat(progress.needsPosition()).isTrue();
        assertThat(progress.isDue()).isFalse();

        progress.position(5);
        assertThat(progress.needsPosition()).isFalse();
        assertThat(progress.isDue()).isTrue();
    }

    @Test
    void thePositionCountsOnlyOnce() {
        progress.position(5);
        progress.position(50);
        progress.acknowledge(7);

        assertThat(progress.isDue()).isTrue();
    }

    @Test
    void isNewUntilHandedOutOrAcknowledged() {
        progress.fetched(0);
        assertThat(progress.isNew(0)).isTrue();
        progress.handedOut(0);
        assertThat(progress.isNew(0)).isFalse();
        assertThat(progress.isNew(1)).isTrue();

        progress.acknowledge(5);
        assertThat(progress.isNew(5)).isFalse();
        assertThat(progress.isNew(6)).isTrue();
    }

    @Test
    void remembersTheClientsWorkOverARebalance() {
        progress.fetched(0);
        progress.handedOut(0);
        progress.handedOut(1);
        progress.acknowledge(0);
        progress.committed(1);
        progress.revoked();
        progress.assigned();
        progress.fetched(1);

        assertThat(progress.isNew(1)).as("the client is working on it").isFalse();
        assertThat(progress.isNew(2)).isTrue();
        assertThat(progress.isDue()).isFalse();
        progress.acknowledge(1);
        assertThat(progress.isDue()).isTrue();
    }

    @Test
    void doesNotTakeTheGroupBackBehindWhatAnotherMemberCommitted() {
        progress.fetched(0);
        progress.acknowledge(4);
        progress.revoked();
        progress.assigned();
        progress.position(100);

        assertThat(progress.isDue()).isFalse();
    }

    @Test
    void forgetsAllWhenTheOffsetsBeginAnewInOneAssignment() {
        progress.fetched(10);
        progress.handedOut(10);
        progress.acknowledge(10);
        progress.committed(11);
        progress.fetched(0);

        assertThat(progress.isNew(0)).isTrue();
        assertThat(progress.isDue()).isFalse();
        progress.acknowledge(0);
        assertThat(progress.isDue()).isTrue();
        assertThat(progress.toCommit()).isEqualTo(1);
    }

    @Test
    void forgetsAllWhenTheOffsetsBeginAnewInAnother() {
        progress.fetched(10);
        progress.handedOut(10);
        progress.acknowledge(10);
        progress.committed(11);
        progress.revoked();
        progress.assigned();
        progress.position(0);

        assertThat(progress.isNew(0)).isTrue();
        assertThat(progress.isDue()).isFalse();
        progress.acknowledge(0);
        assertThat(progress.toCommit()).isEqualTo(1);
    }

    @Test
    void inTheLogOfANewTopicOnlyWhatWasHandedOutOfItIsAcknowledged() {
        progress.fetched(10);
        progress.handedOut(10);
        progress.acknowledge(10);
        progress.committed(11);
        progress.beganAnew();

        assertThat(progress.mayAcknowledge(10)).isFalse();
        assertThat(progress.needsPosition()).isTrue();
        progress.fetched(0);
        assertThat(progress.isDue()).as("the group's position is the old log's").isTrue();
        assertThat(progress.toCommit()).isZero();
        assertThat(progress.isNew(0)).isTrue();
        progress.handedOut(0);
        assertThat(progress.mayAcknowledge(0)).isTrue();
        assertThat(progress.mayAcknowledge(1)).isFalse();
        progress.committed(0);
        assertThat(progress.isDue()).isFalse();
        progress.acknowledge(0);
        assertThat(progress.isDue()).isTrue();
        assertThat(progress.toCommit()).isEqualTo(1);
    }

    @Test
    void isSettledWhereItBeganAtTheBeginningOrTheGroupHasItsNewPosition() {
        assertThat(progress.isUnsettled()).isTrue();
        progress.fetched(0);
        assertThat(progress.isUnsettled()).isFalse();
        progress.assigned();
        progress.fetched(10);
        assertThat(progress.isUnsettled()).isTrue();
        progress.beganAnew();
        progress.fetched(3);
        assertThat(progress.isUnsettled()).isTrue();
        progress.committed(3);
        assertThat(progress.isUnsettled()).isFalse();
        progress.assigned();
        assertThat(progress.isUnsettled()).isFalse();
    }
}
