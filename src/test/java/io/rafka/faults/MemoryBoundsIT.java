package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.BrokerCluster;
import io.rafka.testing.RawClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clients at a time that each take what one may: together they must not take more than rafka has, nor cost others
 * their connection. Each test has a rafka of its own, with 256 MB of heap.
 */
// In every build, ClientMemoryIT looks after the same.
@EnabledIfSystemProperty(named = "rafka.faults", matches = "long")
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class MemoryBoundsIT {
    private static final int MB = 1 << 20;
    /**
     * At least so many have room in 256 MB of heap beside those of the good clients; most of the others are refused.
     */
    private static final int CONSUMERS = 50;

    private static final Map<String, String> CONSUMER = Map.of("auto.offset.reset", "earliest");

    @TempDir
    private Path directory;

    private BrokerCluster kafka;
    private Admin admin;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        kafka = BrokerCluster.start(1, directory.resolve("kafka"));
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        gateway = Gateway.start(directory, kafka.bootstrapServers(), CONSUMER, Map.of());
        try (ClientRun run = ClientRun.begin("warming up", admin, gateway, kafka.bootstrapServers())) {
            run.awaitFlow();
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
        admin.close(Duration.ofSeconds(1));
        kafka.close();
    }

    private ClientRun begin(String scenario) throws Exception {
        return ClientRun.begin(scenario, admin, gateway, kafka.bootstrapServers());
    }

    private static byte[] command(String... words) {
        return RawClient.array(words).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void commandsBehindOneThatWaits() throws Exception {
        byte[] wait = command("WAIT", "9", "0");
        byte[] behind = command("PING", "x".repeat(1_000));
        try (ClientRun run = begin("2,000 clients with commands behind one that waits");
                Crowd crowd = Crowd.connect(gateway.port(), 2_000)) {
            crowd.send(command("RPUSHX", "topics:waited-for", "x"));
            crowd.send(wait);
            crowd.fill(behind, MB);
            end(run, crowd);
        }
    }

    @Test
    void longLinesThatDoNotEnd() throws Exception {
        byte[] line = "x".repeat(60_000).getBytes(StandardCharsets.ISO_8859_1);
        try (ClientRun run = begin("8,000 clients with an inline command of 60 kB of which the end does not come");
                Crowd crowd = Crowd.connect(gateway.port(), 8_000)) {
            crowd.send(line);
            end(run, crowd);
        }
    }

    @Test
    void largeRepliesThatNobodyReads() throws Exception {
        byte[] echo = command("ECHO", "x".repeat(30_000_000));
        try (ClientRun run = begin("20 clients that do not read a reply of 30 MB");
                Crowd crowd = Crowd.connect(gateway.port(), 20)) {
            crowd.send(echo);
            end(run, crowd);
        }
    }

    @Test
    void repliesOfManyThatNobodyReads() throws Exception {
        byte[] echo = command("ECHO", "x".repeat(60_000));
        try (ClientRun run = begin("2,000 clients that do not read replies of 60 kB");
                Crowd crowd = Crowd.connect(gateway.port(), 2_000)) {
            crowd.fill(echo, 6L * MB);
            end(run, crowd);
        }
    }

    @Test
    void subscriptionsOfMany() throws Exception {
        String[] words = new String[2_001];
        words[0] = "SUBSCRIBE";
        for (int i = 1; i < words.length; i++) {
            words[i] = "channel-" + i + "-" + "x".repeat(8);
        }
        try (ClientRun run = begin("2,000 clients with 2,000 subscriptions each");
                Crowd crowd = Crowd.connect(gateway.port(), 2_000)) {
            crowd.send(command(words));
            end(run, crowd);
        }
    }

    @Test
    void recordsFetchedAheadForMany() throws Exception {
        byte[] blpop = command("BLPOP", "topics:large-records", "0");
        ClientRun.createTopic(admin, "large-records", 1, Map.of());
        try (RawClient producing = RawClient.connect(gateway.port())) {
            producing.send(RawClient.array("RPUSHX", "topics:large-records", "x".repeat(500_000))
                    .repeat(60));
            assertThat(producing.read(240)).isEqualTo(":1\r\n".repeat(60));
            assertThat(producing.call("DUMP", "60000")).isEqualTo(0L);
        }
        try (ClientRun run = begin("150 consumers that do not read records of 500 kB");
                Crowd crowd = Crowd.connect(gateway.port(), 150)) {
            crowd.sendNumbered(number -> command("CLIENT", "SETNAME", "ahead-" + number + ":c"));
            crowd.fill(blpop, 60L * blpop.length);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> admin.listGroups().all().get().stream()
                                    .filter(group -> group.groupId().startsWith("ahead-"))
                                    .count()
                            >= CONSUMERS);
            end(run, crowd);
        }
    }

    private static void end(ClientRun run, Crowd crowd) throws Exception {
        ProcessFigures worst = run.atTheWorst();
        run.report().figure("clients that were closed", crowd.lost()).write();
        crowd.drop();
        run.finish();
        assertThat(worst.heap() + Math.max(0, worst.direct())).isLessThan(400L * MB);
    }
}
