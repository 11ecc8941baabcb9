package io.rafka.kafka.producer;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.KafkaErrors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The topics that exist as far as we know, and the choice of a partition in them. No other topic is given to Kafka's
 * producer: it would ask the brokers for it again and again, and they might create it.
 *
 * <p>Records for which any partition will do stay with one for {@code sticky.partitioning.linger.ms}, so that they make
 * large batches. Threading: any thread, without blocking.
 */
final class KnownTopics {
    /** Instead of a partition: the producer does not know the topic. */
    static final int UNKNOWN = -1;

    /** How long it may go unnoticed that a partition has lost its leader. */
    private static final long LONGEST_UNCHECKED = TimeUnit.SECONDS.toNanos(1);

    /**
     * Where a topic's records without a key go for now.
     *
     * @param until when another is chosen, in nanoseconds
     * @param unchecked until when it need not be asked whether it has a leader
     */
    private record Sticky(int partition, long until, long unchecked) {
        Sticky(int partition, long now, Duration linger) {
            this(partition, now + linger.toNanos(), now + Math.min(linger.toNanos(), LONGEST_UNCHECKED));
        }
    }

    private final KafkaProducer<byte[], byte[]> kafka;
    private final Partitioner partitioner;
    private final Duration linger;
    private final ServerConfig config;
    private final ConcurrentMap<String, Sticky> known = new ConcurrentHashMap<>();

    KnownTopics(KafkaProducer<byte[], byte[]> kafka, ClientProperties properties, ServerConfig config) {
        this.config = config;
        this.kafka = kafka;
        partitioner = Partitioner.named(properties.rafkaText("partitioner").orElseThrow());
        linger = Duration.ofMillis(properties.rafkaNumber("sticky.partitioning.linger.ms"));
    }

    /** Whether Kafka's producer knows the topic now; if not, it asks the brokers from here on. */
    boolean learn(String topic) throws RefusedRecordException {
        List<PartitionInfo> partitions = partitions(topic);
        if (partitions.isEmpty()) {
            return false;
        }
        if (known.size() >= config.get(Bounds.KNOWN_TOPICS)) {
            // Most of them may be gone by now; each that is not is found again with one question.
            known.clear();
        }
        known.putIfAbsent(topic, any(partitions, System.nanoTime()));
        return true;
    }

    /** The topic may exist no more. */
    void forget(String topic) {
        known.remove(topic);
    }

    /**
     * The partition for a record with this key, or {@link #UNKNOWN}.
     *
     * @param now the time, by {@link System#nanoTime}; each record that asks the clock pays for that
     */
    int choose(String topic, byte @Nullable [] key, long now) throws RefusedRecordException {
        Sticky sticky = known.get(topic);
        if (sticky == null) {
            return UNKNOWN;
        }
        boolean any = partitioner.takesAny(key);
        if (any && now - sticky.unchecked() < 0) {
            return sticky.partition();
        }
        List<PartitionInfo> partitions = partitions(topic);
        if (partitions.isEmpty()) {
            known.remove(topic);
            return UNKNOWN;
        }
        if (!any) {
            return partitioner.partition(key, partitions.size());
        }
        Sticky next = stays(sticky, partitions, now)
                ? new Sticky(sticky.partition(), sticky.until(), Math.min(sticky.until(), now + LONGEST_UNCHECKED))
                : any(partitions, now);
        known.replace(topic, sticky, next);
        return next.partition();
    }

    private static boolean stays(Sticky sticky, List<PartitionInfo> partitions, long now) {
        return now - sticky.until() < 0
                && partitions.stream().anyMatch(one -> one.partition() == sticky.partition() && one.leader() != null);
    }

    /** One that has a leader now, if there is one. */
    private Sticky any(List<PartitionInfo> partitions, long now) {
        int first = ThreadLocalRandom.current().nextInt(partitions.size());
        for (int i = 0; i < partitions.size(); i++) {
            PartitionInfo candidate = partitions.get((first + i) % partitions.size());
            if (candidate.leader() != null) {
                return new Sticky(candidate.partition(), now, linger);
            }
        }
        return new Sticky(partitions.get(first).partition(), now, linger);
    }

    /** Empty if Kafka's producer does not know the topic. */
    private List<PartitionInfo> partitions(String topic) throws RefusedRecordException {
        try {
            return kafka.partitionsFor(topic);
        } catch (TimeoutException e) {
            return List.of();
        } catch (KafkaException e) {
            throw new RefusedRecordException(KafkaErrors.text(e));
        }
    }
}
