package io.rafka.bench.plain;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumes records as fast as it can: {@code <topic> <warm-up millis> <records> <property=value>...}. */
final class PlainConsumer {
    private static final Duration POLL = Duration.ofSeconds(1);

    private PlainConsumer() {}

    public static void main(String[] arguments) {
        long warmUp = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1]));
        long records = Long.parseLong(arguments[2]);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Figures.properties(arguments, 3), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(arguments[0]));
            long begin = System.nanoTime();
            do {
                consume(consumer, records);
                // With what has been fetched ahead gone, the same begins again.
                consumer.seekToBeginning(consumer.assignment());
            } while (System.nanoTime() - begin < warmUp);
            Figures figures = new Figures();
            long consumed = consume(consumer, records);
            figures.print(consumed);
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
