package io.rafka.kafka.consumer;

import io.rafka.config.kafka.ClientProperties;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what librdkafka would tell its application: a consumer's figures every {@code statistics.interval.ms}, and, with
 * {@code enable.partition.eof}, that it has reached the end of a partition. One thread, the member's.
 */
final class ConsumerReport {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConsumerReport.class);

    /** A client must not fill the log; librdkafka counts in whole seconds too. */
    private static final long SHORTEST_MILLIS = 1_000;

    private final String id;
    private final Assignment assignment;
    private final boolean tellsEnd;
    private final long interval;
    private long nextStatistics;
    /** Told once for each time that the partition is assigned: at the end of a topic, each record reaches it anew. */
    private final Set<TopicPartition> atEnd = new HashSet<>();

    ConsumerReport(String id, ClientProperties properties, Assignment assignment) {
        this.id = id;
        this.assignment = assignment;
        tellsEnd = properties.rafkaFlag("enable.partition.eof");
        long millis = properties.rafkaNumber("statistics.interval.ms");
        interval = TimeUnit.MILLISECONDS.toNanos(millis == 0 ? 0 : Math.max(SHORTEST_MILLIS, millis));
        nextStatistics = System.nanoTime() + interval;
    }

    /** Whether there is something to tell again and again. */
    boolean isPeriodic() {
        return interval > 0;
    }

    /** To be called after each poll. */
    void afterPoll(KafkaConsumer<ByteBuffer, ByteBuffer> kafka) {
        if (tellsEnd) {
            tellEnds(kafka);
        }
        long now = System.nanoTime();
        if (interval > 0 && now - nextStatistics >= 0) {
            nextStatistics = now + interval;
            tellStatistics(kafka);
        }
    }

    private void tellEnds(KafkaConsumer<ByteBuffer, ByteBuffer> kafka) {
        Set<TopicPartition> assigned = kafka.assignment();
        atEnd.retainAll(assigned);
        for (TopicPartition partition : assigned) {
            OptionalLong lag = kafka.currentLag(partition);
            if (lag.isPresent() && lag.getAsLong() == 0 && atEnd.add(partition)) {
                LOGGER.info("end of partition reached consumer={} partition={}", id, partition);
            }
        }
    }

    private void tellStatistics(KafkaConsumer<ByteBuffer, ByteBuffer> kafka) {
        Set<TopicPartition> assigned = kafka.assignment();
        long lag = assigned.stream()
                .mapToLong(partition -> kafka.currentLag(partition).orElse(0))
                .sum();
        LOGGER.info(
                "statistics consumer={} partitions={} lag={} ready={}",
                id,
                assigned.size(),
                lag,
                assignment.readyCount());
    }
}
