package io.rafka.testing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Where a group stands in a topic's partition 0, past rafka: looked at, and put elsewhere, as an operator does. */
public final class GroupOffsets {
    /** The group has committed nothing. */
    public static final long NONE = -1;

    private static final long LIMIT_SECONDS = 30;

    private final Admin admin;
    private final String group;
    private final TopicPartition partition;

    private GroupOffsets(Admin admin, String group, TopicPartition partition) {
        this.admin = admin;
        this.group = group;
        this.partition = partition;
    }

    /** Of this group, in partition 0 of this topic. */
    public static GroupOffsets of(Admin admin, String group, String topic) {
        return new GroupOffsets(admin, group, new TopicPartition(topic, 0));
    }

    /** What is committed: the offset after the last that was acknowledged; {@link #NONE} if nothing is. */
    public long committed() {
        OffsetAndMetadata offset = done(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .get(partition);
        return offset == null ? NONE : offset.offset();
    }

    /** Puts the group there; Kafka refuses it while the group has members. */
    public GroupOffsets set(long offset) {
        done(admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                .all());
        return this;
    }

    /** How many members the group has. */
    public int members() {
        return Objects.requireNonNull(
                        done(admin.describeConsumerGroups(List.of(group)).all()).get(group))
                .members()
                .size();
    }

    /** Deletes the records before this offset, as retention does. */
    public void deleteRecordsBefore(long offset) {
        done(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    private static <T> T done(KafkaFuture<T> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
