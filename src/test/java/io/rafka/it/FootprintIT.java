package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.ProcFiles;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client takes of the system, counted from outside: threads, and connections to Kafka. */
class FootprintIT {
    private static final int PRODUCERS = 200;
    private static final int CONSUMERS = 8;
    /** Kafka's consumer has one to a bootstrap server, one to its coordinator, and one to each broker. */
    private static final int KAFKA_CONNECTIONS = 3;

    private static final int THREADS = 2;
    /** Compilers of the JVM's own, which it has more or fewer of as it likes; less than one for each client. */
    private static final int COMPILERS = 5;

    private static RafkaTester kafka;
    private static RafkaProcess rafka;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        kafka = RafkaTester.start();
        Path config = directory.resolve("rafka.json");
        Files.writeString(config, "{\"general\":{\"bootstrap.servers\":\"" + kafka.bootstrapServers() + "\"}}");
        rafka = RafkaProcess.start(directory, "-c", config.toString(), "--host", "127.0.0.1", "-p", "0");
        port = rafka.awaitReady();
    }

    @AfterAll
    static void stop() {
        rafka.close();
        kafka.close();
    }

    /** Both settle: the JVM has threads of its own that come and go, and Kafka's clients a connection to begin with. */
    private static void awaitAtMost(int threads, int connections, int clients) {
        await().untilAsserted(() -> {
            assertThat(ProcFiles.threadsOf(rafka.pid())).as("threads").isLessThanOrEqualTo(threads + COMPILERS);
            assertThat(ProcFiles.descriptorsOf(rafka.pid()) - clients)
                    .as("connections to Kafka, and files")
                    .isLessThanOrEqualTo(connections);
        });
    }

    @Test
    void producersShareThreadsAndConnectionsToKafka() {
        String topic = kafka.createTopic("t", 3);
        List<RawClient> clients = new ArrayList<>();
        clients.add(producer(topic));
        int threads = ProcFiles.threadsOf(rafka.pid());
        int connections = ProcFiles.descriptorsOf(rafka.pid()) - 1;
        while (clients.size() < PRODUCERS) {
            clients.add(producer(topic));
        }
        awaitAtMost(threads, connections, clients.size());
        clients.forEach(RawClient::close);
    }

    private static RawClient producer(String topic) {
        RawClient client = RawClient.connect(port);
        assertThat(client.call("RPUSHX", "topics:" + topic, "value")).isEqualTo(1L);
        assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
        return client;
    }

    @Test
    void aConsumerHasTwoThreadsAndThreeConnectionsToKafka() {
        String topic = kafka.createTopic("t", 1);
        try (RawClient first = consumer(topic)) {
            assertThat(first.call("PING")).isEqualTo("PONG");
            int threads = ProcFiles.threadsOf(rafka.pid());
            int connections = ProcFiles.descriptorsOf(rafka.pid()) - 1;
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                clients.add(consumer(topic));
            }
            // A selector is two descriptors beside its sockets.
            awaitAtMost(
                    threads + CONSUMERS * THREADS, connections + CONSUMERS * (KAFKA_CONNECTIONS + 2), CONSUMERS + 1);
            clients.forEach(RawClient::close);
        }
    }

    private static RawClient consumer(String topic) {
        RawClient client = RawClient.connect(port);
        String group = RafkaTester.unique("g");
        assertThat(client.call("CLIENT", "SETNAME", group + ":c")).isEqualTo("OK");
        assertThat(client.call("BLPOP", "topics:" + topic, "1")).isNull();
        return client;
    }
}
