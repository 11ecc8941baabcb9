package io.rafka.bench.plain;

import io.rafka.bench.subject.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Members of groups that wait for records, each with a thread: {@code <prefix of topics> <topics> <members of each>
 * <property=value>...}; a {@link Worker} whose work is to wait until so many records have come.
 */
final class PlainMembers {
    private static final Duration POLL = Duration.ofSeconds(5);

    private PlainMembers() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int topics = Integer.parseInt(arguments[1]);
        int members = Integer.parseInt(arguments[2]);
        Semaphore received = new Semaphore(0);
        Queue<KafkaConsumer<byte[], byte[]>> consumers = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < topics * members; i++) {
            Properties properties = Figures.properties(arguments, 3);
            String topic = arguments[0] + "-" + i / members;
            properties.put("group.id", "plain-" + topic);
            properties.put("client.id", "member-" + i);
            Thread thread = new Thread(() -> consume(topic, properties, consumers, received), "consumer-" + i);
            threads.add(thread);
            thread.start();
        }
        Figures.onDemand(wanted -> {
            received.acquireUninterruptibly((int) wanted);
            return wanted;
        });
        // Who does not leave in order stays in its group for a while.
        consumers.forEach(KafkaConsumer::wakeup);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void consume(
            String topic, Properties properties, Queue<KafkaConsumer<byte[], byte[]>> consumers, Semaphore received) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumers.add(consumer);
            consumer.subscribe(List.of(topic));
            while (true) {
                received.release(consumer.poll(POLL).count());
            }
        } catch (WakeupException e) {
            // the program ends
        }
    }
}
