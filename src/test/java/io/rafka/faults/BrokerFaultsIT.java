package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brokers, and the network to them, fail under load, for less time than rafka tries to deliver. */
@Timeout(900)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class BrokerFaultsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Map<String, String> CONSUMER =
            Map.of("auto.offset.reset", "earliest", "auto.commit.interval.ms", "500", "session.timeout.ms", "10000");

    @TempDir
    private static Path directory;

    private static FaultCluster cluster;
    private static Gateway gateway;
    private static ProcessFigures before;

    @BeforeAll
    static void start() throws Exception {
        cluster = FaultCluster.start(directory.resolve("kafka"));
        gateway = Gateway.start(directory, cluster.relayedServers(), CONSUMER, Map.of());
        try (FaultRun run = begin("nothing fails")) {
            run.assertNothingLost(run.finish());
        }
        before = ProcessFigures.of(gateway.process().pid());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cluster.close();
    }

    private static FaultRun begin(String scenario) throws Exception {
        return FaultRun.begin(scenario, cluster, gateway);
    }

    /** The fault is over: the load ends, and nothing is lost, and rafka is as it was. */
    private static void end(FaultRun run) throws Exception {
        cluster.awaitHealthy(List.of(run.topic(), FaultCluster.OFFSETS));
        run.awaitFlow();
        FaultRun.Outcome outcome = run.finish();
        long pid = gateway.process().pid();
        before.reportTo(run.report(), "before");
        ProcessFigures.awaitBackTo(before, pid, LIMIT)
                .reportTo(run.report(), "after")
                .write();
        run.assertNothingLost(outcome);
    }

    @Test
    void brokersAreKilledAndComeBack() throws Exception {
        try (FaultRun run = begin("kill -9 and restart of " + FaultLength.of(1, 3) + " brokers, one after the other")) {
            for (int i = 0; i < FaultLength.of(1, 3); i++) {
                // The one that both leads a partition and, in turn, has the group's coordinator.
                BrokerProcess victim =
                        cluster.broker(cluster.leaders(FaultCluster.OFFSETS).get(0));
                victim.kill();
                cluster.awaitBrokers(2);
                run.awaitFlow();
                victim.restart();
                cluster.awaitHealthy(List.of(run.topic(), FaultCluster.OFFSETS));
            }
            end(run);
        }
    }

    @Test
    void aLeaderStandsStill() throws Exception {
        Duration time = seconds(6, 20);
        try (FaultRun run = begin("SIGSTOP of a leader for " + time.toSeconds() + " s")) {
            BrokerProcess leader = cluster.broker(cluster.leaders(run.topic()).get(0));
            leader.pause();
            try {
                FaultRun.last(time);
            } finally {
                leader.resume();
            }
            end(run);
        }
    }

    @Test
    void theNetworkToOneBrokerIsCut() throws Exception {
        Duration time = seconds(4, 20);
        try (FaultRun run = begin("network to one broker cut for " + time.toSeconds() + " s")) {
            TcpRelay relay = cluster.relay(cluster.leaders(run.topic()).get(0));
            relay.cut();
            FaultRun.last(time);
            relay.heal();
            end(run);
        }
    }

    @Test
    void theNetworkToAllBrokersIsCut() throws Exception {
        Duration time = seconds(5, 60);
        try (FaultRun run = begin("network to all brokers cut for " + time.toSeconds() + " s")) {
            cluster.relays().forEach(TcpRelay::cut);
            FaultRun.last(time);
            cluster.relays().forEach(TcpRelay::heal);
            end(run);
        }
    }

    @Test
    void connectionsToBrokersAreReset() throws Exception {
        try (FaultRun run = begin("all connections to brokers reset, again and again")) {
            for (int i = 0; i < FaultLength.of(5, 50); i++) {
                cluster.relays().forEach(TcpRelay::reset);
                run.awaitFlow();
            }
            end(run);
        }
    }

    @Test
    void theDiskOfALeaderIsFull() throws Exception {
        try (FaultRun run = begin("disk of a leader full")) {
            BrokerProcess leader = cluster.broker(cluster.leaders(run.topic()).get(0));
            // No file of the process may grow beyond a byte: every write fails, as on a full disk.
            Process prlimit =
                    new ProcessBuilder("prlimit", "--pid", Long.toString(leader.pid()), "--fsize=1:1").start();
            assertThat(prlimit.waitFor()).as("prlimit").isZero();
            // Kafka's answer to that: a broker that cannot write to any of its directories ends.
            await().atMost(LIMIT).until(() -> !leader.isAlive());
            cluster.awaitBrokers(2);
            run.awaitFlow();
            leader.restart();
            end(run);
        }
    }

    @Test
    void leadersMove() throws Exception {
        try (FaultRun run = begin("leaders moved")) {
            for (int i = 0; i < FaultLength.of(3, 30); i++) {
                cluster.moveLeaders(run.topic());
                run.awaitFlow();
            }
            end(run);
        }
    }

    @Test
    void theCoordinatorMoves() throws Exception {
        try (FaultRun run = begin("coordinator of the group moved")) {
            for (int i = 0; i < FaultLength.of(3, 30); i++) {
                cluster.moveLeaders(FaultCluster.OFFSETS);
                run.awaitFlow();
            }
            end(run);
        }
    }

    @Test
    void theClusterIsRestartedOneByOne() throws Exception {
        try (FaultRun run = begin("brokers restarted one by one")) {
            for (BrokerProcess broker : cluster.brokers()) {
                broker.stop();
                cluster.awaitBrokers(2);
                broker.restart();
                cluster.awaitHealthy(List.of(run.topic(), FaultCluster.OFFSETS));
            }
            end(run);
        }
    }

    private static Duration seconds(long inEveryBuild, long inTheLongVersion) {
        return FaultLength.of(Duration.ofSeconds(inEveryBuild), Duration.ofSeconds(inTheLongVersion));
    }
}
