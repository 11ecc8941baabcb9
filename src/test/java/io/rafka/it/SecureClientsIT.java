package io.rafka.it;

import io.rafka.it.clients.ClientTasks;
import io.rafka.it.clients.SecureRun;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.secure.TestCertificates;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Redis clients over TLS, as users with few rights: the programs of src/test/clients that its README.md calls the
 * secure ones.
 */
@ExtendWith(RafkaExtension.class)
class SecureClientsIT {
    private static final ExecutorService RUNS = ClientTasks.executor();

    @TempDir
    private static Path temporary;

    @TempDir
    private static Path keys;

    @AfterAll
    static void end() {
        RUNS.shutdownNow();
    }

    @TestFactory
    List<DynamicTest> clients(RafkaTester tester) throws Exception {
        TestCertificates files = TestCertificates.create(keys);
        return ClientTasks.ofAll(tester, RUNS, temporary, "secure", (client, folder) -> {
            try (SecureRun secure = new SecureRun(tester, files, client, folder)) {
                secure.producesAndConsumes();
                secure.connectsAgain();
                secure.isNotDeceived();
            }
        });
    }
}
