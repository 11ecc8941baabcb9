package io.rafka.bench.subject;

import io.rafka.bench.load.Commands;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Topics for the programs that are measured, and records in them. */
public final class KafkaTopics implements AutoCloseable {
    private final String bootstrapServers;
    private final Admin admin;

    /** Of the cluster at these addresses. */
    public KafkaTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Creates topics that are not there. */
    public void create(Collection<String> names, int partitions) {
        create(names, partitions, Map.of("max.message.bytes", "2000000"));
    }

    /**
     * Creates topics that are not there, thousands if need be.
     *
     * <p>The first record of a batch's size in a log is the first entry of its indexes, files of 10 MB with nothing in
     * them, which the broker has mapped: the kernel then reads as much of such a file as its read-ahead says. With one
     * of 8 MB (here), a thousand topics are 20 s of that, for whatever producer. So their indexes are small.
     */
    public void createMany(Collection<String> names) {
        create(names, 1, Map.of("segment.index.bytes", "65536"));
    }

    /**
     * Creates a topic of one partition to produce into for as long as one likes: it keeps half a gigabyte, and the
     * memory of what was there before is used again. A virtual machine's memory is slow when it is used for the first
     * time.
     */
    public void createSink(String name) {
        create(
                List.of(name),
                1,
                Map.of(
                        "max.message.bytes",
                        "2000000",
                        "segment.bytes",
                        String.valueOf(128 << 20),
                        "retention.bytes",
                        String.valueOf(512 << 20)));
    }

    private void create(Collection<String> names, int partitions, Map<String, String> configs) {
        List<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(name, partitions, (short) 1).configs(configs))
                .toList();
        await(() -> admin.createTopics(topics).all().get());
    }

    /** The same for one. */
    public void create(String name, int partitions) {
        create(List.of(name), partitions);
    }

    /** Deletes topics, so that the disk does not fill. */
    public void delete(Collection<String> names) {
        await(() -> admin.deleteTopics(names).all().get());
    }

    /** Puts records of this size into a topic, so many into each partition. */
    public void fill(String topic, int partitions, long records, int size) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("batch.size", "262144");
        properties.put("linger.ms", "20");
        byte[] value = Commands.value(size).getBytes(StandardCharsets.ISO_8859_1);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                for (int partition = 0; partition < partitions; partition++) {
                    producer.send(new ProducerRecord<>(topic, partition, null, value), (metadata, e) -> {
                        if (e != null) {
                            failure.compareAndSet(null, e);
                        }
                    });
                }
                if (i == 0) {
                    // With several requests in flight to a new partition, Kafka's producer loses some (decision 3).
                    producer.flush();
                }
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(topic + " cannot be filled", failed);
        }
    }

    /** Is told of a record that was sent. */
    public interface OnSent {
        /**
         * A record has been sent.
         *
         * @param sentAt by {@link System#nanoTime}, just before
         */
        void sent(String topic, long sentAt);
    }

    /** One record into each partition of each topic, and the next when {@code onSent} has returned. */
    public void produceEach(Collection<String> topics, int partitions, byte[] value, OnSent onSent) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("linger.ms", "0");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String topic : topics) {
                // asks for the topic's leaders, which is not what is measured
                producer.partitionsFor(topic);
                for (int partition = 0; partition < partitions; partition++) {
                    long sentAt = System.nanoTime();
                    producer.send(new ProducerRecord<>(topic, partition, null, value));
                    onSent.sent(topic, sentAt);
                }
            }
        }
    }

    /** Waits until each of these groups has so many members with a partition each. */
    public void awaitAssigned(Collection<String> groups, int members) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        Set<String> left = new HashSet<>(groups);
        while (!left.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(left.size() + " groups do not have all their members");
            }
            TimeUnit.MILLISECONDS.sleep(100);
            try {
                admin.describeConsumerGroups(left).all().get().values().stream()
                        .filter(group -> group.members().stream()
                                        .filter(member -> member.assignment()
                                                        .topicPartitions()
                                                        .size()
                                                == 1)
                                        .count()
                                == members)
                        .forEach(group -> left.remove(group.groupId()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw new IllegalStateException(e.getCause());
                }
                // the first member of one has not come yet
            }
        }
    }

    private interface Request {
        void run() throws ExecutionException, InterruptedException;
    }

    private static void await(Request request) {
        try {
            request.run();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
