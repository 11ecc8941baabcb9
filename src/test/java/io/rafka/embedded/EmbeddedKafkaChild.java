package io.rafka.embedded;

import io.rafka.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the embedded broker in a JVM of its own, to be killed. */
final class EmbeddedKafkaChild {
    private EmbeddedKafkaChild() {}

    /** Takes the data directory, and the file into which the bootstrap servers are written when the broker is up. */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        Path ready = Path.of(arguments[1]);
        EmbeddedKafka kafka = EmbeddedKafka.start(
                Path.of(arguments[0]),
                0,
                Map.of(),
                fault -> Runtime.getRuntime().halt(4));
        Path unfinished = ready.resolveSibling(ready.getFileName() + ".tmp");
        Files.writeString(unfinished, kafka.bootstrapServers());
        Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }
}
