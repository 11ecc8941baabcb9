package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rafka.it.clients.Client;
import io.rafka.it.clients.ClientRun;
import io.rafka.it.clients.ClientTasks;
import io.rafka.it.clients.ClientsDoc;
import io.rafka.it.clients.Transcript;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Redis clients, each in its own language: the programs of src/test/clients, whose README.md says what they do.
 */
@ExtendWith(RafkaExtension.class)
class ClientsIT {
    private static final Path DOCUMENT = Path.of("docs/clients.md");
    /** {@code ./test -Dit.test=ClientsIT -Drafka.docs.write=true} writes the document anew. */
    private static final String WRITE = "rafka.docs.write";

    private static final ExecutorService RUNS = ClientTasks.executor();

    @TempDir
    private static Path temporary;

    @AfterAll
    static void end() {
        RUNS.shutdownNow();
    }

    /** All are started here, and each test waits for its own. */
    @TestFactory
    List<DynamicTest> clients(RafkaTester tester) throws Exception {
        ClientRun run = new ClientRun(tester, temporary);
        List<DynamicTest> tests = new ArrayList<>();
        Map<Client, Map<String, Future<Optional<Transcript>>>> transcripts = new LinkedHashMap<>();
        for (Client client : Client.all()) {
            ClientTasks tasks = new ClientTasks(run, client);
            Map<String, Future<Optional<Transcript>>> ofProtocols = new LinkedHashMap<>();
            for (String protocol : client.protocols()) {
                ofProtocols.put(protocol, tasks.add("protocol " + protocol, () -> run.matrix(client, protocol)));
            }
            transcripts.put(client, ofProtocols);
            tasks.add("example", () -> run.example(client));
            tests.addAll(tasks.start(RUNS));
        }
        tests.add(DynamicTest.dynamicTest(DOCUMENT.toString(), () -> checkDocument(transcripts)));
        return tests;
    }

    /** The document tells of all clients, so that it can be compared only when all have run. */
    private static void checkDocument(Map<Client, Map<String, Future<Optional<Transcript>>>> futures) throws Exception {
        Map<Client, Map<String, Transcript>> transcripts = new LinkedHashMap<>();
        for (Map.Entry<Client, Map<String, Future<Optional<Transcript>>>> entry : futures.entrySet()) {
            Map<String, Transcript> ofProtocols = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Optional<Transcript>>> one :
                    entry.getValue().entrySet()) {
                Optional<Transcript> transcript = transcriptOf(one.getValue());
                assumeTrue(transcript.isPresent(), () -> "without " + entry.getKey() + " there is no document");
                ofProtocols.put(one.getKey(), transcript.get());
            }
            transcripts.put(entry.getKey(), ofProtocols);
        }
        String text = ClientsDoc.text(transcripts);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(ClientsDoc.withoutVersions(Files.readString(DOCUMENT)))
                .as("run: ./test -Dit.test=ClientsIT -D%s=true", WRITE)
                .isEqualTo(ClientsDoc.withoutVersions(text));
    }

    /** Empty if the client is missing, or has failed: of which its own test tells. */
    private static Optional<Transcript> transcriptOf(Future<Optional<Transcript>> run) throws InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException e) {
            return Optional.empty();
        }
    }
}
