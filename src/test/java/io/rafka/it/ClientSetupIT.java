package io.rafka.it;

import io.rafka.it.clients.ClientTasks;
import io.rafka.it.clients.SetupRun;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RedisServer;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real Redis clients whose users may not do all that their libraries do when they connect. */
@ExtendWith(RafkaExtension.class)
class ClientSetupIT {
    private static final ExecutorService RUNS = ClientTasks.executor();

    @TempDir
    private static Path temporary;

    @TempDir
    private static Path keys;

    @BeforeAll
    static void needsRedis() throws IOException, InterruptedException {
        RedisServer.assumeThere();
    }

    @AfterAll
    static void end() {
        RUNS.shutdownNow();
    }

    @TestFactory
    List<DynamicTest> clients(RafkaTester tester) throws Exception {
        TestCertificates files = TestCertificates.create(keys);
        return ClientTasks.ofAll(
                tester,
                RUNS,
                temporary,
                "as with a Redis",
                (client, folder) -> new SetupRun(tester, files, client, folder).compare());
    }
}
