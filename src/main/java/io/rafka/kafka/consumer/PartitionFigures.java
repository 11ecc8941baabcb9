package io.rafka.kafka.consumer;

/**
 * How far a member is in one of its partitions.
 *
 * @param unacknowledged how many offsets there are from the first that its client has not acknowledged to the last that
 *     it was given; more than records where the log has gaps, as after compaction
 * @param committed the group's position, or where fetching began if the group had none; {@link #UNKNOWN} before the
 *     first record
 * @param lag how many offsets there are from the group's position to the log's end; {@link #UNKNOWN} if Kafka has not
 *     told
 */
public record PartitionFigures(String topic, int partition, long unacknowledged, long committed, long lag) {
    /** For what is not known. */
    public static final long UNKNOWN = -1;

    PartitionFigures at(long position, long behind) {
        return new PartitionFigures(topic, partition, unacknowledged, position, behind);
    }
}
