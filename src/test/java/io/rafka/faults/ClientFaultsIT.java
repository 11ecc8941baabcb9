package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.BrokerCluster;
import io.rafka.testing.RawClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that misbehave, beside others that do not and must not notice. Rafka has a heap of 256 MB, and its process is
 * looked at from outside.
 */
@Timeout(1_800)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class ClientFaultsIT {
    private static final int MB = 1 << 20;
    /** Bytes. Kafka's producer has five sensors for each topic, and keeps them. */
    private static final long METRICS_OF_A_TOPIC = 12_000;

    private static final int LARGE = 31 * MB;
    private static final Map<String, String> CONSUMER =
            Map.of("auto.offset.reset", "earliest", "auto.commit.interval.ms", "200");
    private static final Map<String, String> PRODUCER = Map.of("message.max.bytes", Integer.toString(LARGE + 1000));
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static BrokerCluster kafka;
    private static Admin admin;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        kafka = BrokerCluster.start(
                1, directory.resolve("kafka"), Map.of("message.max.bytes", Integer.toString(LARGE + MB)));
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        gateway = Gateway.start(directory, kafka.bootstrapServers(), CONSUMER, PRODUCER);
        // Everything once, so that what is loaded and started lazily does not look like a leak.
        try (ClientRun run = begin("warming up")) {
            run.awaitFlow();
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        admin.close(Duration.ofSeconds(1));
        kafka.close();
    }

    private static ClientRun begin(String scenario) throws Exception {
        return ClientRun.begin(scenario, admin, gateway, kafka.bootstrapServers());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] command(String... words) {
        return bytes(RawClient.array(words));
    }

    @Test
    void garbageAndHalfCommands() throws Exception {
        int rounds = FaultLength.of(5, 200);
        Random random = new Random(5);
        try (ClientRun run = begin("clients that send garbage and half commands")) {
            for (int round = 0; round < rounds; round++) {
                byte[] half = command("RPUSHX", "topics:nothing-of-this", "x".repeat(1 + random.nextInt(40_000)));
                byte[] garbage = new byte[random.nextInt(100_000)];
                random.nextBytes(garbage);
                garbage = round % 2 == 0 ? garbage : bytes("*3\r\n$" + "9".repeat(1 + round % 30) + "\r\n");
                try (Crowd halves = Crowd.connect(gateway.port(), 100);
                        Crowd others = Crowd.connect(gateway.port(), 100)) {
                    halves.fill(half, random.nextInt(half.length - 1));
                    others.send(garbage);
                    if (round == rounds - 1) {
                        run.atTheWorst();
                    }
                    if (round % 2 == 0) {
                        halves.drop();
                        others.drop();
                    }
                }
            }
            run.report().figure("connections", rounds * 200);
            run.finish();
        }
        assertThat(admin.listTopics().names().get()).doesNotContain("nothing-of-this");
    }

    @Test
    void aLargeMessageAndManySmallOnes() throws Exception {
        int clients = FaultLength.of(1, 4);
        int rounds = FaultLength.of(1, 10);
        String topic = "large";
        ClientRun.createTopic(admin, topic, 1, Map.of());
        try (ClientRun run = begin("31 MB messages, each followed by 10,000 small ones")) {
            List<Thread> threads = new ArrayList<>();
            List<Throwable> problems = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < clients; i++) {
                Thread thread = new Thread(() -> largeAndSmall(topic, rounds), "large-" + i);
                thread.setUncaughtExceptionHandler((same, problem) -> problems.add(problem));
                thread.start();
                threads.add(thread);
            }
            run.atTheWorst();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(problems).isEmpty();
            try (RawClient asking = RawClient.connect(gateway.port())) {
                assertThat(asking.call("LLEN", "topics:" + topic)).isEqualTo(10_001L * clients * rounds);
            }
            run.report().figure("large messages", clients * rounds);
            run.finish();
        }
    }

    private static void largeAndSmall(String topic, int rounds) {
        String large = RawClient.array("RPUSHX", "topics:" + topic, "x".repeat(LARGE));
        String small = RawClient.array("RPUSHX", "topics:" + topic, "y").repeat(10_000);
        try (RawClient client = RawClient.connect(gateway.port())) {
            for (int round = 0; round < rounds; round++) {
                client.send(large).send(small);
                assertThat(client.read(40_004)).isEqualTo(":1\r\n".repeat(10_001));
                assertThat(client.call("DUMP", "60000")).isEqualTo(0L);
            }
        }
    }

    @Test
    void giantPipelines() throws Exception {
        int commands = FaultLength.of(300_000, 3_000_000);
        byte[] record = command("RPUSHX", "topics:pipelined", "x".repeat(20));
        ClientRun.createTopic(admin, "pipelined", 4, Map.of());
        try (ClientRun run = begin("pipelines of " + commands + " commands of clients that do not read");
                Crowd pings = Crowd.connect(gateway.port(), 10);
                Crowd records = Crowd.connect(gateway.port(), 2)) {
            long taken = pings.fill(command("PING"), commands * (long) command("PING").length);
            long sent = records.fill(record, (long) commands * record.length);
            run.atTheWorst();
            run.report().megabytes("taken", taken + sent);
            assertThat(pings.lost() + records.lost()).isZero();
            pings.leave();
            records.leave();
            run.finish();
        }
    }

    /** What the kernel takes for them is much more than what rafka keeps. */
    @Test
    void repliesThatNobodyReads() throws Exception {
        byte[] echo = command("ECHO", "x".repeat(60_000));
        byte[] docs = command("COMMAND", "DOCS");
        int clients = FaultLength.of(60, 500);
        try (ClientRun run = begin(
                        "replies of 60 kB that " + clients + " clients do not read, and as many of COMMAND DOCS");
                Crowd echoing = Crowd.connect(gateway.port(), clients);
                Crowd asking = Crowd.connect(gateway.port(), clients)) {
            long taken = echoing.fill(echo, 20L * MB);
            asking.fill(docs, docs.length * 50L);
            run.atTheWorst();
            run.report().megabytes("taken", taken);
            echoing.drop();
            asking.leave();
            run.finish();
        }
    }

    @Test
    void recordsThatNobodyReads() throws Exception {
        int consumers = FaultLength.of(10, 40);
        ClientRun.createTopic(admin, "unread", 1, Map.of());
        try (RawClient producing = RawClient.connect(gateway.port())) {
            producing.send(RawClient.array("RPUSHX", "topics:unread", "x".repeat(500_000))
                    .repeat(60));
            assertThat(producing.read(240)).isEqualTo(":1\r\n".repeat(60));
            assertThat(producing.call("DUMP", "60000")).isEqualTo(0L);
        }
        try (ClientRun run = begin(consumers + " consumers that do not read records of 500 kB");
                Crowd crowd = Crowd.connect(gateway.port(), consumers)) {
            crowd.sendNumbered(number -> command("CLIENT", "SETNAME", "unread-" + number + ":c"));
            crowd.fill(command("BLPOP", "topics:unread", "0"), 60L * command("BLPOP", "topics:unread", "0").length);
            awaitMembers("unread-", consumers);
            run.atTheWorst();
            crowd.leave();
            run.finish();
        }
    }

    private static void awaitMembers(String prefix, int groups) {
        await().atMost(LIMIT)
                .until(() -> admin.listGroups().all().get().stream()
                                .filter(group -> group.groupId().startsWith(prefix))
                                .count()
                        >= groups);
    }

    @Test
    void monitorsThatDoNotRead() throws Exception {
        int monitors = FaultLength.of(50, 200);
        byte[] shown = command("ECHO", "x".repeat(30_000));
        try (ClientRun run = begin(monitors + " clients that MONITOR and do not read");
                Crowd crowd = Crowd.connect(gateway.port(), monitors);
                RawClient busy = RawClient.connect(gateway.port())) {
            crowd.send(command("MONITOR"));
            for (int i = 0; i < 200; i++) {
                busy.send(new String(shown, StandardCharsets.ISO_8859_1));
                assertThat(busy.reply()).isInstanceOf(String.class);
            }
            run.atTheWorst();
            // beyond what is kept for each: they are disconnected
            for (int i = 0; i < 400; i++) {
                busy.send(new String(shown, StandardCharsets.ISO_8859_1));
                assertThat(busy.reply()).isInstanceOf(String.class);
            }
            await().atMost(LIMIT)
                    .until(() -> !String.valueOf(busy.call("CLIENT", "LIST")).contains(" cmd=monitor"));
            run.finish();
        }
    }

    @Test
    void thousandsOfIdleConnections() throws Exception {
        int clients = FaultLength.of(3_000, 9_900);
        try (ClientRun run = begin(clients + " idle connections");
                Crowd crowd = Crowd.connect(gateway.port(), clients)) {
            ProcessFigures worst = run.atTheWorst();
            assertThat(worst.descriptors()).isGreaterThan(clients);
            assertThat(worst.threads()).isLessThan(100);
            crowd.leave();
            run.finish();
        }
    }

    @Test
    void halfSentCommandsOfManyConnections() throws Exception {
        byte[] most = command("RPUSHX", "topics:half", "x".repeat(16_000));
        try (ClientRun run = begin("5,000 connections with a command of 16 kB of which the end does not come");
                Crowd crowd = Crowd.connect(gateway.port(), 5_000)) {
            crowd.fill(most, most.length - 10);
            run.atTheWorst();
            assertThat(crowd.lost()).isZero();
            crowd.drop();
            run.finish();
        }
    }

    @Test
    void thousandsOfTopics() throws Exception {
        int count = FaultLength.of(40, 2_000);
        List<NewTopic> topics = new ArrayList<>();
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < count; i++) {
            topics.add(new NewTopic("many-" + i, 1, (short) 1));
            commands.append(RawClient.array("RPUSHX", "topics:many-" + i, "x".repeat(100)));
        }
        admin.createTopics(topics).all().get();
        try (ClientRun run = begin("records to " + count + " topics")) {
            try (RawClient client = RawClient.connect(gateway.port())) {
                client.send(commands.toString());
                for (int i = 0; i < count; i++) {
                    assertThat(client.reply()).isEqualTo(1L);
                }
                assertThat(client.call("DUMP", "60000")).isEqualTo(0L);
                run.atTheWorst();
            }
            run.finish(count * METRICS_OF_A_TOPIC);
        }
    }

    @Test
    void connectionsOpenedAndDropped() throws Exception {
        byte[] ping = command("PING");
        try (ClientRun run = begin("1,000 connections opened and dropped a second")) {
            int count = Pace.keep(1_000, FaultLength.of(Duration.ofSeconds(1), Duration.ofSeconds(60)), number -> {
                try (Crowd one = Crowd.connect(gateway.port(), 1)) {
                    one.fill(ping, number % (ping.length + 1));
                    if (number % 2 == 0) {
                        one.drop();
                    }
                }
            });
            run.atTheWorst();
            run.report().figure("connections", count);
            run.finish();
        }
    }

    @Test
    void consumersThatComeAndAreDropped() throws Exception {
        ClientRun.createTopic(admin, "churned", 1, Map.of());
        try (ClientRun run = begin("100 consumers a second that are gone before they get anything")) {
            int count = Pace.keep(100, FaultLength.of(Duration.ofSeconds(1), Duration.ofSeconds(60)), number -> {
                try (Crowd one = Crowd.connect(gateway.port(), 1)) {
                    one.send(command("CLIENT", "SETNAME", "churn:" + number));
                    one.send(command("BLPOP", "topics:churned", "0"));
                    if (number % 2 == 0) {
                        one.drop();
                    }
                }
            });
            run.atTheWorst();
            run.report().figure("consumers", count);
            run.finish();
        }
    }

    @Test
    @Timeout(5_400)
    void allAtOnceWhileKafkaIsAway() throws Exception {
        byte[] record = command("RPUSHX", "topics:outage", "x".repeat(1_000));
        byte[] garbage = bytes("*1\r\n$-5\r\n");
        Duration away = FaultLength.of(Duration.ofSeconds(3), FaultLength.outage());
        ClientRun.createTopic(admin, "outage", 4, Map.of());
        try (ClientRun run = begin("Kafka away for " + away.toSeconds() + " s, and all kinds of such clients");
                Crowd idle = Crowd.connect(gateway.port(), 2_000);
                Crowd producing = Crowd.connect(gateway.port(), 50);
                Crowd monitors = Crowd.connect(gateway.port(), 10)) {
            monitors.send(command("MONITOR"));
            idle.fill(record, 900);
            kafka.brokers().get(0).pause();
            try {
                producing.fill(record, 4L * MB);
                Pace.keep(100, away, number -> {
                    try (Crowd one = Crowd.connect(gateway.port(), 1)) {
                        one.send(number % 3 == 0 ? garbage : command("KEYS", "topics:"));
                    }
                });
                ProcessFigures worst = ProcessFigures.of(gateway.process().pid());
                worst.reportTo(run.report(), "at the worst").write();
            } finally {
                kafka.brokers().get(0).resume();
            }
            producing.leave();
            idle.leave();
            monitors.leave();
            run.awaitFlow();
            run.finishAfterOutage();
        }
    }
}
