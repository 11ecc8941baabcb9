package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.BrokerProcess;
import io.rafka.testing.TcpRelay;
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
        try {
            figures();
        } finally {
            gateway.close();
            cluster.close();
        }
    }

    private static FaultRun begin(String scenario) throws Exception {
        return FaultRun.begin(scenario, cluster, gateway);
    }

    /** The fault is over: the load ends, and nothing is lost. */
    private static void end(FaultRun run) throws Exception {
        cluster.awaitHealthy(List.of(run.topic(), FaultCluster.OFFSETS));
        run.awaitFlow();
        FaultRun.Outcome outcome = run.finish();
        if (FaultLength.isLong()) {
            run.report(before, figures());
        }
        run.assertNothingLost(outcome);
    }

    private static ProcessFigures figures() {
        return ProcessFigures.awaitBackTo(before, gateway.process().pid(), LIMIT);
    }

    /** How a broker goes. */
    private enum Way {
        /** It vanishes. */
        KILLED("kill -9") {
            @Override
            void go(BrokerProcess broker) {
                broker.kill();
            }
        },
        /**
         * No file of the process may grow beyond a byte, so that every write fails, as on a full disk: a broker that
         * cannot write to any of its directories ends.
         */
        DISK_FULL("full disk") {
            @Override
            void go(BrokerProcess broker) throws Exception {
                String pid = Long.toString(broker.pid());
                Process prlimit = new ProcessBuilder("prlimit", "--pid", pid, "--fsize=1:1").start();
                assertThat(prlimit.waitFor()).as("prlimit").isZero();
                await().atMost(LIMIT).until(() -> !broker.isAlive());
            }
        },
        /** In order. */
        STOPPED("SIGTERM") {
            @Override
            void go(BrokerProcess broker) {
                broker.stop();
            }
        };

        private final String words;

        Way(String words) {
            this.words = words;
        }

        abstract void go(BrokerProcess broker) throws Exception;
    }

    @Test
    void brokersGoAndComeBack() throws Exception {
        if (FaultLength.isLong()) {
            for (Way way : Way.values()) {
                inTurn(way.words + " and restart of each broker in turn", List.of(way, way, way));
            }
        } else {
            inTurn("kill -9, a full disk, SIGTERM, and restart, each of another broker in turn", List.of(Way.values()));
        }
    }

    private static void inTurn(String scenario, List<Way> ways) throws Exception {
        try (FaultRun run = begin(scenario)) {
            for (Way way : ways) {
                // Of the replicas in turn, the one that leads the group's offsets is its coordinator.
                BrokerProcess victim =
                        cluster.broker(cluster.leaders(FaultCluster.OFFSETS).get(0));
                way.go(victim);
                cluster.awaitBrokers(2);
                run.awaitFlow();
                victim.restart();
                cluster.awaitHealthy(List.of(run.topic(), FaultCluster.OFFSETS));
                cluster.moveLeaders(FaultCluster.OFFSETS);
            }
            end(run);
        }
    }

    @Test
    void aLeaderStandsStill() throws Exception {
        Duration time = seconds(4, 20);
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
        Duration time = seconds(3, 20);
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
        Duration time = seconds(3, 60);
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
    void leadersAndCoordinatorMove() throws Exception {
        try (FaultRun run = begin("leaders, and the group's coordinator, moved")) {
            for (int i = 0; i < FaultLength.of(3, 30); i++) {
                cluster.moveLeaders(run.topic());
                run.awaitFlow();
                cluster.moveLeaders(FaultCluster.OFFSETS);
                run.awaitFlow();
            }
            end(run);
        }
    }

    private static Duration seconds(long inEveryBuild, long inTheLongVersion) {
        return FaultLength.of(Duration.ofSeconds(inEveryBuild), Duration.ofSeconds(inTheLongVersion));
    }
}
