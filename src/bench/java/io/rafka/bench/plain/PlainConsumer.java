package io.rafka.bench.plain;

import io.rafka.bench.subject.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumes records as fast as it can: {@code <topic> <warm-up millis> <records in it> <property=value>...}; a
 * {@link Worker}.
 */
final class PlainConsumer {
    private static final Duration POLL = Duration.ofSeconds(1);

    private PlainConsumer() {}

    public static void main(String[] arguments) throws IOException {
        long warmUp = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1]));
        long records = Long.parseLong(arguments[2]);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Figures.properties(arguments, 3), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(arguments[0]));
            long begin = System.nanoTime();
            do {
                consume(consumer, records);
                // What has been fetched ahead is forgotten with it.
                consumer.seekToBeginning(consumer.assignment());
            } while (System.nanoTime() - begin < warmUp);
            Figures.onDemand(wanted -> {
                consumer.seekToBeginning(consumer.assignment());
                return consume(consumer, wanted);
            });
        }
    }

    private static long consume(KafkaConsumer<byte[], byte[]> consumer, long records) {
        long consumed = 0;
        long bytes = 0;
        while (consumed < records) {
            for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
                bytes += polled.value().length;
                consumed++;
            }
        }
        if (bytes == 0) {
            throw new IllegalStateException("records without values");
        }
        return consumed;
    }
}
