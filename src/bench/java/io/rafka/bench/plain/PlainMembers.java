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
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Members of groups that wait for records, each with a thread: {@code <prefix of topics> <topics> <prefix of groups>
 * <property=value>...}. A {@link Worker} whose first work is to start so many members; each further one is to wait
 * until so many records have come.
 */
final class PlainMembers {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final String[] arguments;
    private final Semaphore received = new Semaphore(0);
    private final Queue<KafkaConsumer<byte[], byte[]>> consumers = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    private PlainMembers(String[] arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PlainMembers members = new PlainMembers(arguments);
        Figures.onDemand(wanted -> {
            if (members.threads.isEmpty()) {
                members.start((int) wanted);
            } else {
                members.await((int) wanted);
            }
            return wanted;
        });
        members.leave();
    }

    /** The members of a group one after the other. */
    private void start(int count) {
        int topics = Integer.parseInt(arguments[1]);
        for (int i = 0; i < count; i++) {
            String topic = arguments[0] + "-" + i * topics / count;
            Properties properties = Figures.properties(arguments, 3);
            properties.put("group.id", arguments[2] + topic);
            properties.put("client.id", "member-" + i);
            Thread thread = new Thread(() -> consume(topic, properties), "consumer-" + i);
            // If anything goes wrong, they end with the program.
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void consume(String topic, Properties properties) {
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

    private void await(int records) {
        try {
            if (!received.tryAcquire(records, 1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a record has not come within a minute");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Who does not leave in order stays in its group for a while. */
    private void leave() throws InterruptedException {
        consumers.forEach(KafkaConsumer::wakeup);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
