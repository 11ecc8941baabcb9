package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.load.LoadClients;
import io.rafka.bench.subject.Gateway;
import io.rafka.testing.ProcFiles;
import java.util.List;

/** Connections that have produced, and stay. */
final class ManyConnections implements Scenario {
    private static final int CONNECTIONS = 10_000;
    private static final double KILOBYTE = 1024;

    @Override
    public String name() {
        return "many-connections";
    }

    @Override
    public String title() {
        return "10,000 connections that have each produced";
    }

    @Override
    public void run(Ground ground, Results results) {
        int count = (int) ground.amount(CONNECTIONS);
        byte[] rpushx = Commands.of("RPUSHX", "topics:" + ground.newSink(), Commands.value(100));
        try (Gateway gateway = ground.gateway()) {
            // All that is there once, and not for each connection.
            Server.of(gateway).closedLoop(1, List.of(rpushx), 1, 2L * count);
            long rss = ProcFiles.rssOf(gateway.pid());
            int threads = ProcFiles.threadsOf(gateway.pid());
            int descriptors = ProcFiles.descriptorsOf(gateway.pid());
            try (LoadClients clients = LoadClients.connect(gateway.port(), count)) {
                clients.each(rpushx);
                clients.each(Commands.of(Server.ALL_PRODUCED.toArray(String[]::new)));
                double each = (ProcFiles.rssOf(gateway.pid()) - rss) / KILOBYTE / count;
                results.figure("rafka", "RSS of a connection", "kB", each);
                results.atMost(20, "kB", "RSS of each of 10,000 connections that have produced", each);
                results.atMost(
                        0,
                        "threads",
                        "threads more with 10,000 connections",
                        ProcFiles.threadsOf(gateway.pid()) - threads);
                results.atMost(
                        0,
                        "connections",
                        "connections to Kafka more with 10,000 clients",
                        ProcFiles.descriptorsOf(gateway.pid()) - descriptors - count);
            }
        }
    }
}
