package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.BrokerCluster;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a process: what it prints, how it ends, what is there after a restart. */
class ProcessIT {
    private static void theSessionOfTheReadmeWorks(int port) {
        try (RawClient client = RawClient.connect(port)) {
            assertThat(client.call("rpushx", "topics:greetings", "hello there!"))
                    .isEqualTo(1L);
            assertThat(client.call("client", "setname", "myapp:a-consumer")).isEqualTo("OK");
            assertThat(client.call("blpop", "topics:greetings", "10"))
                    .isEqualTo(List.of("topic", "greetings", "partition", 0L, "offset", 0L, "value", "hello there!"));
            assertThat(client.call("rpush", "acks", "greetings:0:0")).isEqualTo(1L);
        }
    }

    @Test
    void theSessionWorksAndWhatWasProducedIsThereAfterARestart(@TempDir Path directory) throws Exception {
        try (RafkaProcess rafka = RafkaProcess.start(directory, "--host", "127.0.0.1", "-p", "0")) {
            theSessionOfTheReadmeWorks(rafka.awaitReady());
            assertThat(rafka.output())
                    .contains("Kafka: embedded, at 127.0.0.1:")
                    .contains("data in " + directory.resolve("data"))
                    .containsPattern("rafka .* on Java .*");
            rafka.terminate();
            assertThat(rafka.awaitExit()).as(rafka.output()).isZero();
        }
        try (RafkaProcess rafka = RafkaProcess.start(directory, "--host", "127.0.0.1", "-p", "0");
                RawClient client = RawClient.connect(rafka.awaitReady())) {
            client.call("CLIENT", "SETNAME", "another-app:c");
            assertThat(client.call("BLPOP", "topics:greetings", "10")).isInstanceOf(List.class);
            try (RawClient sameGroup = RawClient.connect(rafka.awaitReady())) {
                sameGroup.call("CLIENT", "SETNAME", "myapp:a-consumer");
                assertThat(sameGroup.call("BLPOP", "topics:greetings", "2")).isNull();
            }
        }
    }

    @Test
    void aConfigurationOfTheLogThatIsNotThereIsTold(@TempDir Path directory) throws Exception {
        List<String> options = List.of("-Xmx256m", "-Dlogback.configurationFile=no-such.xml");
        try (RafkaProcess rafka = RafkaProcess.start(directory, options, List.of("--host", "127.0.0.1", "-p", "0"))) {
            rafka.awaitReady();
            assertThat(rafka.output())
                    .contains("ERROR", "logback.configurationFile names no-such.xml, which is not there")
                    .doesNotContain("DEBUG");
        }
    }

    @Test
    void aSmallHeapHasASmallBuffer(@TempDir Path directory) throws Exception {
        Path config = Files.writeString(
                directory.resolve("librdkafka.json"), "{\"general\":{\"bootstrap.servers\":\"localhost:9092\"}}");
        try (RafkaProcess rafka = RafkaProcess.start(
                directory,
                List.of("-Xmx64m", "-XX:+UseSerialGC"),
                List.of("--config", config.toString(), "--show-config"))) {
            assertThat(rafka.awaitExit()).isZero();
            // What Java counts as the heap leaves out one of two parts of it, of which one is always empty.
            assertThat(rafka.output()).containsPattern("buffer\\.memory = 1[56]\\d{6}  # a quarter of the heap\n");
        }
    }

    /** One that cannot go on has nothing to offer while a load balancer takes its time. */
    @Test
    void aFatalFaultDoesNotWaitForLoadBalancers(@TempDir Path directory) throws Exception {
        try (RafkaProcess rafka =
                RafkaProcess.start(directory, "--host=127.0.0.1", "--port=0", "--shutdown-delay=600")) {
            rafka.awaitReady();
            RafkaTester.deleteAll(directory.resolve("data"));
            assertThat(rafka.awaitExit()).as(rafka.output()).isEqualTo(1);
            assertThat(rafka.output()).contains("rafka must end: ");
        }
    }

    @Test
    void whatKafkaHasAcknowledgedSurvivesAKill(@TempDir Path directory) throws Exception {
        try (RafkaProcess rafka = RafkaProcess.start(directory, "--host", "127.0.0.1", "-p", "0")) {
            try (RawClient client = RawClient.connect(rafka.awaitReady())) {
                client.send(RawClient.array("RPUSHX", "topics:t", "x").repeat(10_000));
                assertThat(client.read(40_000)).isEqualTo(":1\r\n".repeat(10_000));
                assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            }
            rafka.kill();
        }
        try (RafkaProcess rafka = RafkaProcess.start(directory, "--host", "127.0.0.1", "-p", "0");
                RawClient client = RawClient.connect(rafka.awaitReady())) {
            client.call("CLIENT", "SETNAME", "g:c");
            for (long offset = 0; offset < 10_000; offset++) {
                List<?> message = client.callList("BLPOP", "topics:t", "20");
                assertThat(message.get(5)).isEqualTo(offset);
            }
        }
    }

    @Test
    void itTalksToAClusterOfItsOwnProcess(@TempDir Path directory) throws Exception {
        try (BrokerCluster kafka = BrokerCluster.start(1, directory.resolve("kafka"), Map.of())) {
            String sample = Files.readString(Path.of("src/test/resources/io/rafka/librdkafka-2017.json"));
            Path config = Files.writeString(
                    directory.resolve("librdkafka.json"), sample.replace("localhost:9092", kafka.bootstrapServers()));
            try (RafkaProcess rafka = RafkaProcess.start(
                    directory, "--host", "127.0.0.1", "-p", "0", "-c", config.toString(), "--data-dir", "x")) {
                theSessionOfTheReadmeWorks(rafka.awaitReady());
                assertThat(rafka.output())
                        .contains("Kafka: cluster at " + kafka.bootstrapServers())
                        .contains("--data-dir is of the embedded Kafka, and has no effect in front of a cluster")
                        .contains("general.api.version.request has no effect: Java's clients always ask")
                        .contains("general.log.connection.close has no effect: ")
                        .contains("consumer.go.events.channel.enable has no effect: ")
                        .contains("producer.go.delivery.reports has no effect: ")
                        .doesNotContain("ERROR ");
                rafka.terminate();
                assertThat(rafka.awaitExit()).as(rafka.output()).isZero();
            }
        }
    }

    @Test
    void aPortInUseIsOneClearLine(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            try (RafkaProcess rafka = RafkaProcess.start(directory, "--host", "127.0.0.1", "-p", port)) {
                assertThat(rafka.awaitExit()).isEqualTo(1);
                assertThat(rafka.output())
                        .contains("rafka: cannot listen on 127.0.0.1:" + port + ": Address already in use\n")
                        .doesNotContain("Exception")
                        .doesNotContain("\tat ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"consumer":{"foo":1}}                        | consumer.foo: unknown property
            {"general":{"session.timeout.ms":"soon"}}     | general.session.timeout.ms: must be a whole number from 1 to 3600000, got 'soon'
            {"general":{}}                                | general.bootstrap.servers: missing, it names the Kafka cluster
            {"general":{"bootstrap.servers":"nowhere"}}   | No resolvable bootstrap urls given in bootstrap.servers
            {                                             | ends before the JSON object does at line 1, column 2
            """)
    void aBadConfigurationIsOneClearLine(String json, String message, @TempDir Path directory) throws Exception {
        Path config = Files.writeString(directory.resolve("c.json"), json);
        try (RafkaProcess rafka = RafkaProcess.start(directory, "-p", "0", "-c", config.toString())) {
            assertThat(rafka.awaitExit()).isEqualTo(1);
            assertThat(rafka.output()).contains("rafka: ").contains(message).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--frobnicate,--frobnicate: unknown option",
        "--port=70000,must be a whole number from 0 to 65535",
        "-c=/no/such/file,no such file"
    })
    void aBadCommandLineIsOneClearLine(String argument, String message, @TempDir Path directory) throws Exception {
        try (RafkaProcess rafka = RafkaProcess.start(directory, argument)) {
            assertThat(rafka.awaitExit()).isEqualTo(1);
            assertThat(rafka.output()).contains("rafka: ").contains(message).doesNotContain("\tat ");
        }
    }

    @Test
    void helpAndVersionSucceed(@TempDir Path directory) throws Exception {
        for (String option : List.of("-h", "--help", "-v", "--version")) {
            try (RafkaProcess rafka = RafkaProcess.start(directory, option)) {
                assertThat(rafka.awaitExit()).isZero();
                assertThat(rafka.output()).contains("rafka");
            }
        }
    }
}
