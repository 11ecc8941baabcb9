package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.TcpRelay;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rafka itself ends under load, and is started again for clients that connect again. */
@Timeout(900)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class RafkaFaultsIT {
    private static final Map<String, String> CONSUMER =
            Map.of("auto.offset.reset", "earliest", "auto.commit.interval.ms", "500", "session.timeout.ms", "6000");
    private static final Pattern LOST = Pattern.compile("(\\d+) records could not be delivered");

    @TempDir
    private static Path directory;

    private static FaultCluster cluster;
    private Gateway gateway;

    @BeforeAll
    static void startCluster() {
        cluster = FaultCluster.start(directory.resolve("kafka"));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void startRafka() throws Exception {
        gateway = Gateway.start(directory, cluster.relayedServers(), CONSUMER, Map.of());
    }

    @AfterEach
    void stopRafka() {
        gateway.close();
    }

    @Test
    void itIsKilledAndStartedAgain() throws Exception {
        int times = FaultLength.of(1, 5);
        try (FaultRun run = FaultRun.begin("kill -9 of rafka and restart, times " + times, cluster, gateway)) {
            for (int i = 0; i < times; i++) {
                gateway.process().kill();
                gateway.startAgain();
                run.countsAnew();
                run.awaitFlow();
            }
            FaultRun.Outcome outcome = run.finish();
            run.assertPromises(outcome);
            // What it had accepted and not delivered has died with it; what DUMP has confirmed cannot be among that.
            assertThat(outcome.produced().missingConfirmed()).isEmpty();
            assertThat(outcome.reportedFailed()).isZero();
        }
    }

    @Test
    void itIsToldToEndAndStartedAgain() throws Exception {
        int times = FaultLength.of(2, 10);
        try (FaultRun run = FaultRun.begin("SIGTERM to rafka and restart, times " + times, cluster, gateway)) {
            for (int i = 0; i < times; i++) {
                gateway.process().terminate();
                assertThat(gateway.process().awaitExit())
                        .as(gateway.process().output())
                        .isZero();
                assertThat(run.awaitCommitted())
                        .as("acknowledged, not committed")
                        .isEmpty();
                gateway.startAgain();
                run.countsAnew();
                run.awaitFlow();
            }
            run.assertNothingLost(run.finish());
        }
    }

    @Test
    void itIsToldToEndWhileKafkaIsOutOfReach() throws Exception {
        try (FaultRun run = FaultRun.producing("SIGTERM to rafka while Kafka is out of reach", cluster, gateway)) {
            gateway.configure("shutdown-timeout", FaultLength.isLong() ? "30" : "5");
            cluster.relays().forEach(TcpRelay::cut);
            run.awaitAccepted();
            gateway.process().terminate();
            assertThat(gateway.process().awaitExit())
                    .as(gateway.process().output())
                    .isEqualTo(1);
            Matcher lost = LOST.matcher(gateway.process().output());
            assertThat(lost.find()).as(gateway.process().output()).isTrue();
            cluster.relays().forEach(TcpRelay::heal);
            gateway.startAgain();
            run.countsAnew();
            run.awaitFlow();
            FaultRun.Outcome outcome = run.finish();
            run.assertPromises(outcome);
            List<String> missing = outcome.produced().missing();
            assertThat(missing).as("accepted, not in the log").hasSizeBetween(1, Integer.parseInt(lost.group(1)));
            assertThat(outcome.produced().missingConfirmed()).isEmpty();
        }
    }
}
