package io.rafka.bench.plain;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces records as fast as it can: {@code <topic> <size> <warm-up millis> <property=value>...}; a {@link Worker}.
 */
final class PlainProducer {
    /** Between two looks at the clock. */
    private static final long WARM_UP_BYTES = 100_000_000;

    private PlainProducer() {}

    public static void main(String[] arguments) throws IOException {
        String topic = arguments[0];
        byte[] value = Commands.value(Integer.parseInt(arguments[1])).getBytes(StandardCharsets.ISO_8859_1);
        long warmUp = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[2]));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Figures.properties(arguments, 3), new ByteArraySerializer(), new ByteArraySerializer())) {
            // With several requests in flight to a new partition, Kafka's producer loses some (decision 3).
            produce(producer, topic, value, 1);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < warmUp) {
                produce(producer, topic, value, Math.max(1, WARM_UP_BYTES / value.length));
            }
            Figures.onDemand(records -> {
                if (produce(producer, topic, value, records) > 0) {
                    throw new IllegalStateException("records have failed");
                }
                return records;
            });
        }
    }

    /** Sends, and waits for all acknowledgements; how many failed. */
    private static long produce(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value, long records) {
        AtomicLong failed = new AtomicLong();
        for (long i = 0; i < records; i++) {
            // As an application that shares its buffers with nobody: each record has a value of its own.
            producer.send(new ProducerRecord<>(topic, value.clone()), (metadata, failure) -> {
                if (failure != null) {
                    failed.incrementAndGet();
                }
            });
        }
        producer.flush();
        return failed.get();
    }
}
