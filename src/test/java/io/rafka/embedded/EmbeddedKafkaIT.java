package io.rafka.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.ChildJvm;
import io.rafka.testing.Records;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    /** A gateway that other classes share may be there already, with a Kafka of its own. */
    private final Set<Thread> others = Thread.getAllStackTraces().keySet();

    @TempDir
    private Path temporary;

    private EmbeddedKafka start(Path directory) throws EmbeddedKafkaException {
        return EmbeddedKafka.start(directory, 0, Map.of(), faults::add);
    }

    @Test
    void createsTheTopicOnFirstUseAndGivesTheRecordsBack() throws Exception {
        try (EmbeddedKafka kafka = start(temporary.resolve("new/data"))) {
            Records.produce(kafka.bootstrapServers(), "fresh", List.of("a", "b", "c"));
            assertThat(Records.consume(kafka.bootstrapServers(), "fresh", 3)).containsExactly("a", "b", "c");
            assertThat(kafka.dataDirectory()).isEqualTo(temporary.toRealPath().resolve("new/data"));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void keepsRecordsAndClusterIdOverARestartOnTheSamePort() throws Exception {
        String clusterId;
        int port;
        try (EmbeddedKafka kafka = start(temporary)) {
            Records.produce(kafka.bootstrapServers(), "kept", List.of("a", "b"));
            clusterId = clusterId(kafka);
            port = port(kafka);
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(temporary, port, Map.of(), faults::add)) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(clusterId(kafka)).isEqualTo(clusterId);
            Records.produce(kafka.bootstrapServers(), "kept", List.of("c"));
            assertThat(Records.consume(kafka.bootstrapServers(), "kept", 3)).containsExactly("a", "b", "c");
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void keepsEveryAcknowledgedRecordWhenTheProcessIsKilled() throws Exception {
        Path ready = temporary.resolve("ready");
        Path data = temporary.resolve("data");
        ChildJvm child =
                ChildJvm.start(EmbeddedKafkaChild.class, temporary.resolve("log"), data.toString(), ready.toString());
        AtomicInteger acknowledged = new AtomicInteger();
        try {
            await().atMost(LIMIT).until(() -> Files.exists(ready));
            produceUntilKilled(Files.readString(ready), acknowledged, child);
        } finally {
            child.kill();
        }
        int count = acknowledged.get();
        assertThat(count).isGreaterThanOrEqualTo(10_000);

        long before = System.nanoTime();
        try (EmbeddedKafka kafka = start(data)) {
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
            Set<String> values = Set.copyOf(Records.consume(kafka.bootstrapServers(), "killed", count));
            assertThat(IntStream.range(0, count).mapToObj(Integer::toString)).allMatch(values::contains);
            Records.produce(kafka.bootstrapServers(), "killed", List.of("after"));
        }
        assertThat(faults).isEmpty();
    }

    /** Kills the child in the middle of it, and counts the records acknowledged, which Kafka does in the order sent. */
    private static void produceUntilKilled(String bootstrapServers, AtomicInteger acknowledged, ChildJvm child)
            throws InterruptedException {
        Semaphore inFlight = new Semaphore(1000);
        try (KafkaProducer<String, String> producer = Records.producer(bootstrapServers)) {
            for (int i = 0; acknowledged.get() < 10_000; i++) {
                inFlight.acquire();
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>("killed", Integer.toString(i)), (metadata, failure) -> {
                            if (failure == null) {
                                acknowledged.incrementAndGet();
                            }
                            inFlight.release();
                        });
            }
            child.kill();
            producer.close(Duration.ZERO);
        }
    }

    @Test
    void formatsAgainWhatWasOnlyHalfFormatted() throws Exception {
        DataDirectory.open(temporary).close();
        Files.delete(temporary.resolve("meta.properties"));
        try (EmbeddedKafka kafka = start(temporary)) {
            Records.produce(kafka.bootstrapServers(), "again", List.of("a"));
        }
    }

    @Test
    void letsOverridesWin() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(temporary, 0, Map.of("num.partitions", "3"), faults::add)) {
            Records.produce(kafka.bootstrapServers(), "three", List.of("a"));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                Map<String, TopicDescription> topics =
                        admin.describeTopics(List.of("three")).allTopicNames().get();
                assertThat(requireNonNull(topics.get("three")).partitions()).hasSize(3);
            }
        }
    }

    @Test
    void reportsALostDataDirectoryOnceAndCanStillBeClosed() throws Exception {
        Path data = temporary.resolve("data");
        EmbeddedKafka kafka = start(data);
        try (KafkaProducer<String, String> producer = Records.producer(kafka.bootstrapServers())) {
            Records.produce(kafka.bootstrapServers(), "before", List.of("a"));
            delete(data);
            // a new topic needs a new directory in the one that is gone
            Future<RecordMetadata> unused = producer.send(new ProducerRecord<>("after", "b"));
            await().atMost(LIMIT).until(() -> !faults.isEmpty());
            producer.close(Duration.ZERO);
        }
        long before = System.nanoTime();
        kafka.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(faults).hasSize(1);
        assertThat(faults.element()).doesNotContain("\n").contains(data.toString());
        assertThat(kafkaThreads(others)).isEmpty();
    }

    @Test
    void closesFromWithinTheReportOfAFault() throws Exception {
        Path data = temporary.resolve("data");
        EmbeddedKafka[] started = new EmbeddedKafka[1];
        started[0] = EmbeddedKafka.start(data, 0, Map.of(), fault -> {
            started[0].close();
            faults.add(fault);
        });
        int port = port(started[0]);
        try (KafkaProducer<String, String> producer = Records.producer(started[0].bootstrapServers())) {
            delete(data);
            Future<RecordMetadata> unused = producer.send(new ProducerRecord<>("after", "b"));
            await().atMost(LIMIT).until(() -> !faults.isEmpty());
            producer.close(Duration.ZERO);
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void closesTwiceAndLeavesNoThreadAndNoPort() throws Exception {
        EmbeddedKafka kafka = start(temporary);
        Records.produce(kafka.bootstrapServers(), "topic", List.of("a"));
        Records.consume(kafka.bootstrapServers(), "topic", 1);
        kafka.close();
        kafka.close();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(kafkaThreads(others)).isEmpty());
        int port = port(kafka);
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void leavesNothingBehindWhenItIsInterruptedOnStarting() throws Exception {
        Queue<String> outcome = new ConcurrentLinkedQueue<>();
        Thread starting = new Thread(() -> {
            try {
                start(temporary).close();
            } catch (EmbeddedKafkaException e) {
                outcome.add(e.getMessage() + ", interrupted: "
                        + Thread.currentThread().isInterrupted());
            }
        });
        starting.start();
        await().pollInterval(Duration.ofMillis(2))
                .atMost(LIMIT)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("embedded-kafka-start")));
        starting.interrupt();
        starting.join(LIMIT.toMillis());
        assertThat(outcome).containsExactly("interrupted while starting the embedded Kafka, interrupted: true");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(kafkaThreads(others)).isEmpty());
        start(temporary).close();
    }

    private static int port(EmbeddedKafka kafka) {
        return Integer.parseInt(kafka.bootstrapServers().substring("127.0.0.1:".length()));
    }

    private static String clusterId(EmbeddedKafka kafka) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return requireNonNull(admin.describeCluster().clusterId().get());
        }
    }

    /** The live threads that keep the JVM from ending, other than these, JUnit's and the JVM's own. */
    static Set<String> kafkaThreads(Set<Thread> others) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.isDaemon() && !others.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.equals("main")
                        && !name.equals("DestroyJavaVM")
                        && !name.startsWith("awaitility")
                        && !name.startsWith("junit")
                        && !name.startsWith("surefire"))
                .collect(Collectors.toSet());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
