package io.rafka.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with its page in a browser, and clients. After each test, the console must be empty. */
@ExtendWith(RafkaExtension.class)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
abstract class PageTester {
    /** A tag of tests whose records are not sent: they are outstanding. */
    static final String LINGERING = "lingering";

    /** A tag of tests where no Kafka answers. */
    static final String WITHOUT_KAFKA = "without-kafka";

    private static @Nullable Browser started;

    /** The broker's. */
    RafkaTester kafka;

    Browser browser;
    private RafkaServer server;
    private int port;
    private Path config;
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeAll
    static void startBrowser() throws IOException {
        started = Browser.start();
    }

    @AfterAll
    static void endBrowser() {
        if (started != null) {
            started.close();
        }
    }

    @BeforeEach
    void start(RafkaTester tester, TestInfo test, @TempDir Path directory) throws Exception {
        kafka = tester;
        browser = Objects.requireNonNull(started);
        List<Integer> ports = FreePorts.choose(2);
        port = ports.get(0);
        String nobody = "127.0.0.1:" + ports.get(1);
        config = Files.writeString(directory.resolve("librdkafka.json"), """
                {"general":{"bootstrap.servers":"%s"}, "producer":{"queue.buffering.max.ms":%d},
                 "consumer":{"auto.offset.reset":"earliest", "auto.commit.interval.ms":100}}
                """.formatted(
                        test.getTags().contains(WITHOUT_KAFKA) ? nobody : kafka.bootstrapServers(),
                        test.getTags().contains(LINGERING) ? 290_000 : 0));
        startRafka();
        browser.resize(1280, 900);
        browser.prefer("light");
        browser.open(address());
        awaitPage(() -> assertThat(browser.text("#updated")).startsWith("updated at "));
    }

    @AfterEach
    void end() throws IOException {
        try {
            assertThat(browser.console()).isEmpty();
            assertThat(browser.requests()).allMatch(url -> url.startsWith("http://127.0.0.1:"));
        } finally {
            // So that it does not ask one that has ended.
            browser.open("about:blank");
            clients.forEach(RawClient::close);
            server.close();
        }
    }

    final void startRafka() throws StartException {
        server = RafkaTester.serve(config, Map.of("admin-port", Integer.toString(port)));
    }

    final void endRafka() {
        clients.forEach(RawClient::close);
        clients.clear();
        server.close();
    }

    final String address() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Closed after the test. */
    final RawClient connect(String name) {
        RawClient client = RawClient.connect(server.port());
        clients.add(client);
        assertThat(client.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
        return client;
    }

    /** The page asks every two seconds. */
    static void awaitPage(ThrowingRunnable assertion) {
        await().untilAsserted(assertion);
    }

    /** Waits until the page has shown something that is newer than this call. */
    final void awaitUpdate() {
        String name = RafkaTester.unique("update");
        connect(name);
        awaitPage(() -> assertThat(browser.row("#connections", name)).isNotEmpty());
    }
}
