package io.rafka.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.ChildJvm;
import io.rafka.testing.Records;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the embedded broker from starting, each told in one line. */
@Timeout(120)
class EmbeddedKafkaErrorsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Set<Thread> others = Thread.getAllStackTraces().keySet();

    @TempDir
    private Path temporary;

    @Test
    void refusesADirectoryInUseByThisProcess() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(temporary, 0, Map.of(), faults::add)) {
            assertThat(failure(kafka.dataDirectory(), Map.of()))
                    .isEqualTo("the data directory " + kafka.dataDirectory() + " is in use by another rafka or Kafka");
            Records.produce(kafka.bootstrapServers(), "unharmed", List.of("a"));
        }
    }

    @Test
    void refusesADirectoryInUseByAnotherProcess() throws Exception {
        Path ready = temporary.resolve("ready");
        Path data = temporary.resolve("data");
        ChildJvm child =
                ChildJvm.start(EmbeddedKafkaChild.class, temporary.resolve("log"), data.toString(), ready.toString());
        try {
            await().atMost(LIMIT).until(() -> Files.exists(ready));
            // twice, because a failed attempt must not release the other's lock
            assertThat(failure(data, Map.of())).endsWith("is in use by another rafka or Kafka");
            assertThat(failure(data, Map.of())).endsWith("is in use by another rafka or Kafka");
            Records.produce(Files.readString(ready), "unharmed", List.of("a"));
        } finally {
            child.kill();
        }
    }

    @Test
    void refusesAPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> EmbeddedKafka.start(temporary, port, Map.of(), faults::add))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + port + " for Kafka: the port is in use");
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void refusesADirectoryThatIsNoneOrCannotBeMade() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThat(failure(file, Map.of())).isEqualTo("the data directory " + file + " is not a directory");
        assertThat(failure(file.resolve("below"), Map.of()))
                .startsWith("cannot create the data directory " + file.resolve("below") + ": ");
        assertThat(failure(temporary, Map.of())).endsWith("is neither empty nor a directory of Kafka's");
        assertThat(temporary).isDirectoryNotContaining(entry -> !entry.equals(file));
    }

    @Test
    void refusesADirectoryOfAnotherNodeOrFormat() throws Exception {
        Path other = Files.createDirectory(temporary.resolve("other"));
        Path properties = other.resolve("meta.properties");
        Files.writeString(properties, "version=1\nnode.id=7\ncluster.id=4L6g3nShT-eMCtK--X86sw\n");
        assertThat(failure(other, Map.of())).contains(other.toString()).contains("7");
        Files.writeString(properties, "version=99\nnode.id=1\ncluster.id=4L6g3nShT-eMCtK--X86sw\n");
        assertThat(failure(other, Map.of())).contains(other.toString());
        Files.write(properties, new byte[] {0, 1, 2, -1});
        assertThat(failure(other, Map.of())).contains(other.toString());
    }

    @Test
    void refusesABadSetting() {
        assertThat(failure(temporary, Map.of("num.partitions", "many")))
                .startsWith("bad setting for the embedded Kafka: ")
                .contains("num.partitions");
        assertThat(failure(temporary, Map.of("listeners", "PLAINTEXT://0.0.0.0:9092")))
                .contains("listeners");
    }

    @Test
    void refusesBrokenMetadata() throws Exception {
        EmbeddedKafka.start(temporary, 0, Map.of(), faults::add).close();
        try (Stream<Path> files = Files.list(temporary.resolve("__cluster_metadata-0"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .toList()) {
                Files.write(file, new byte[1000]);
            }
        }
        assertThat(failure(temporary, Map.of()))
                .startsWith("cannot start the embedded Kafka in " + temporary.toRealPath() + ": ");
        assertThat(EmbeddedKafkaIT.kafkaThreads(others)).isEmpty();
    }

    private String failure(Path directory, Map<String, String> overrides) {
        EmbeddedKafkaException failure = catchThrowableOfType(
                EmbeddedKafkaException.class,
                () -> EmbeddedKafka.start(directory, 0, overrides, faults::add).close());
        assertThat(failure).isNotNull();
        assertThat(faults).isEmpty();
        assertThat(failure.getMessage()).doesNotContain("\n").isNotBlank();
        return requireNonNull(failure.getMessage());
    }
}
