package io.rafka.bench.plain;

import io.rafka.bench.load.Commands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One message at a time: produced, and the next when a waiting consumer of the same process has it. {@code <topic>
 * <size> <warm-up messages> <messages> <bootstrap servers> <linger.ms>}; prints percentiles in microseconds.
 */
final class PlainEcho {
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    private PlainEcho() {}

    public static void main(String[] arguments) {
        byte[] value = Commands.value(Integer.parseInt(arguments[1])).getBytes(StandardCharsets.ISO_8859_1);
        int warmUp = Integer.parseInt(arguments[2]);
        int messages = Integer.parseInt(arguments[3]);
        Properties common = new Properties();
        common.put("bootstrap.servers", arguments[4]);
        Properties ofProducer = new Properties();
        ofProducer.putAll(common);
        ofProducer.put("linger.ms", arguments[5]);
        Properties ofConsumer = new Properties();
        ofConsumer.putAll(common);
        ofConsumer.put("group.id", "plain-echo-" + arguments[0]);
        ofConsumer.put("auto.offset.reset", "earliest");
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(ofProducer, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(ofConsumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(arguments[0]));
            Histogram latencies = new Histogram(LONGEST, 3);
            for (int i = 0; i < warmUp + messages; i++) {
                long begin = System.nanoTime();
                producer.send(new ProducerRecord<>(arguments[0], value.clone()));
                while (consumer.poll(POLL).isEmpty()) {
                    // the group is being joined
                }
                if (i >= warmUp) {
                    latencies.recordValue(System.nanoTime() - begin);
                }
            }
            Figures.print("p50", latencies.getValueAtPercentile(50) / 1e3);
            Figures.print("p99", latencies.getValueAtPercentile(99) / 1e3);
        }
    }
}
