package io.rafka.faults;

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

/** Brokers, and the network to them, fail under load. */
@Timeout(600)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class BrokerFaultsIT {
    private static final Map<String, String> CONSUMER =
            Map.of("auto.offset.reset", "earliest", "auto.commit.interval.ms", "500", "session.timeout.ms", "10000");

    @TempDir
    private static Path directory;

    private static FaultCluster cluster;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        cluster = FaultCluster.start(directory.resolve("kafka"));
        gateway = Gateway.start(directory, cluster.relayedServers(), CONSUMER, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cluster.close();
    }

    @Test
    void aBrokerIsKilledAndComesBack() throws Exception {
        try (FaultRun run = FaultRun.begin("kill -9 and restart of a broker", cluster, gateway)) {
            int victim = cluster.leaders(run.topic()).get(0);
            kill(victim);
            run.awaitFlow();
            cluster.broker(victim).restart();
            cluster.awaitHealthy(List.of(run.topic(), FaultCluster.OFFSETS));
            run.awaitFlow();
            run.assertNothingLost(run.finish());
        }
    }

    private static void kill(int id) {
        BrokerProcess broker = cluster.broker(id);
        broker.kill();
        cluster.awaitBrokers(2);
    }

    static Duration seconds(long inEveryBuild, long inTheLongVersion) {
        return FaultLength.of(Duration.ofSeconds(inEveryBuild), Duration.ofSeconds(inTheLongVersion));
    }
}
