package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.PartitionVector;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartitionerTest {
    /** So many that each of 8 partitions is chosen as good as always: one is missed with 8 * (7/8)^1000. */
    private static final int DRAWS = 1000;

    @Test
    void allHaveBeenComparedWithLibrdkafkas() {
        assertThat(PartitionVector.all().stream()
                        .map(PartitionVector::partitioner)
                        .collect(Collectors.toSet()))
                .isEqualTo(Arrays.stream(Partitioner.values())
                        .map(PartitionerTest::nameOf)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void sendsKeysWhereLibrdkafkaSentThem(Partitioner partitioner) {
        assertThat(vectorsOf(partitioner)).hasSizeGreaterThan(50).allSatisfy(vector -> {
            byte[] key = vector.key();
            if (vector.isAny()) {
                boolean togetherForAWhile = partitioner != Partitioner.RANDOM || key == null;
                assertThat(partitioner.takesAny(key)).isEqualTo(togetherForAWhile);
            } else {
                assertThat(partitioner.takesAny(key)).isFalse();
                assertThat(partitioner.partition(key, 7)).isEqualTo(vector.ofSeven());
                assertThat(partitioner.partition(key, 8)).isEqualTo(vector.ofEight());
            }
        });
    }

    /** librdkafka keeps only those without a key together. */
    @Test
    void randomChoosesAnewForEachRecordWithAKey() {
        assertThat(vectorsOf(Partitioner.RANDOM))
                .filteredOn(vector -> vector.key() != null)
                .allSatisfy(vector -> assertThat(IntStream.range(0, DRAWS)
                                .map(draw -> Partitioner.RANDOM.partition(vector.key(), 8))
                                .boxed()
                                .collect(Collectors.toSet()))
                        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7));
    }

    @ParameterizedTest
    @EnumSource
    void hasNoChoiceWithOnePartition(Partitioner partitioner) {
        assertThat(vectorsOf(partitioner))
                .allSatisfy(vector ->
                        assertThat(partitioner.partition(vector.key(), 1)).isZero());
    }

    private static List<PartitionVector> vectorsOf(Partitioner partitioner) {
        return PartitionVector.of(nameOf(partitioner));
    }

    private static String nameOf(Partitioner partitioner) {
        return partitioner.name().toLowerCase(Locale.ROOT);
    }
}
