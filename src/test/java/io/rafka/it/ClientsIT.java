package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rafka.it.clients.Client;
import io.rafka.it.clients.ClientRun;
import io.rafka.it.clients.ClientsDoc;
import io.rafka.it.clients.Transcript;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Redis clients, each in its own language: the programs of src/test/clients, whose README.md says what they do.
 *
 * <p>{@code ./test} looks which clients there are, and names those that are missing in {@code rafka.clients.missing}.
 * If the property is not set, as with a plain {@code mvn verify}, the test looks itself.
 */
@ExtendWith(RafkaExtension.class)
class ClientsIT {
    private static final Path DOCUMENT = Path.of("docs/clients.md");
    /** {@code ./test -Dit.test=ClientsIT -Drafka.docs.write=true} writes the document anew. */
    private static final String WRITE = "rafka.docs.write";

    /** Most of their time, programs wait: for a timeout, for a group, for a server. */
    private static final int AT_A_TIME = 2;

    private static final ExecutorService RUNS = Executors.newFixedThreadPool(AT_A_TIME);

    @TempDir
    private static Path temporary;

    @AfterAll
    static void end() {
        RUNS.shutdownNow();
    }

    /**
     * All are started here, and each test waits for its own. Those of a client run one after the other, as they may
     * build something in its folder.
     */
    @TestFactory
    List<DynamicTest> clients(RafkaTester tester) throws Exception {
        ClientRun run = new ClientRun(tester, temporary);
        List<DynamicTest> tests = new ArrayList<>();
        Map<Client, Map<String, Future<Optional<Transcript>>>> transcripts = new LinkedHashMap<>();
        for (Client client : Client.all()) {
            FutureTask<Boolean> there = new FutureTask<>(() -> isThere(run, client));
            List<FutureTask<?>> tasks = new ArrayList<>(List.of(there));
            Map<String, Future<Optional<Transcript>>> ofProtocols = new LinkedHashMap<>();
            for (String protocol : client.protocols()) {
                FutureTask<Optional<Transcript>> matrix = task(there, () -> run.matrix(client, protocol));
                tasks.add(matrix);
                ofProtocols.put(protocol, matrix);
                tests.add(test(client + ", protocol " + protocol, matrix));
            }
            transcripts.put(client, ofProtocols);
            FutureTask<Optional<String>> example = task(there, () -> run.example(client));
            tasks.add(example);
            tests.add(test(client + ", example", example));
            RUNS.execute(() -> tasks.forEach(FutureTask::run));
        }
        tests.add(DynamicTest.dynamicTest(DOCUMENT.toString(), () -> checkDocument(transcripts)));
        return tests;
    }

    private static DynamicTest test(String name, Future<? extends Optional<?>> run) {
        return DynamicTest.dynamicTest(name, () -> {
            try {
                assumeTrue(run.get().isPresent(), () -> name + ": the client is missing");
            } catch (ExecutionException e) {
                throw new AssertionError(name + ": " + e.getCause(), e.getCause());
            }
        });
    }

    /** Its result is empty if the client is missing. */
    private static <T> FutureTask<Optional<T>> task(Future<Boolean> there, Callable<T> run) {
        return new FutureTask<>(() -> there.get() ? Optional.of(run.call()) : Optional.empty());
    }

    /** In a CI, a missing client is a failure. */
    private static boolean isThere(ClientRun run, Client client) throws IOException, InterruptedException {
        String missing = System.getProperty("rafka.clients.missing");
        boolean there = missing == null
                ? run.probe(client)
                : !List.of(missing.split(",")).contains(client.name());
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("%s succeeds: %s", client, client.property("probe"))
                    .isTrue();
        }
        return there;
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
