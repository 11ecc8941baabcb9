package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.PartitionVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionerTest {
    private final List<PartitionVector> vectors = PartitionVector.all();

    @Test
    void sendsKeysWhereLibrdkafkaSentThem() {
        assertThat(vectors).hasSizeGreaterThan(100).allSatisfy(vector -> {
            assertThat(Partitioner.CONSISTENT_RANDOM.partition(vector.key(), 7)).isEqualTo(vector.ofSeven());
            assertThat(Partitioner.CONSISTENT_RANDOM.partition(vector.key(), 8)).isEqualTo(vector.ofEight());
        });
    }

    @Test
    void hasNoChoiceWithOnePartition() {
        assertThat(vectors)
                .allSatisfy(vector -> assertThat(Partitioner.CONSISTENT_RANDOM.partition(vector.key(), 1))
                        .isZero());
    }
}
