package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.load.LoadClients;
import io.rafka.bench.subject.Gateway;
import io.rafka.testing.ProcFiles;
import java.util.concurrent.TimeUnit;

/** How long the start takes, and what a gateway takes that has nothing to do. */
final class Start implements Scenario {
    private static final double MEGABYTE = 1 << 20;
    private static final long IDLE_SECONDS = 15;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Start, and memory of an idle gateway";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        String topic = ground.newTopic(1);
        // The first start after a build may prepare what later ones use.
        ground.gateway().close();
        Gateway.embedded(ground.directory()).close();
        try (Gateway gateway = ground.gateway()) {
            results.figure("rafka, cluster", "start to Ready", "s", gateway.startSeconds());
            results.atMost(1, "s", "start to Ready, cluster", gateway.startSeconds());
            TimeUnit.SECONDS.sleep(ground.isQuick() ? 1 : IDLE_SECONDS);
            double idle = ProcFiles.rssOf(gateway.pid()) / MEGABYTE;
            results.figure("rafka, cluster", "RSS, idle", "MB", idle);
            results.atMost(90, "MB", "RSS of an idle gateway, cluster", idle);
            try (LoadClients clients = LoadClients.connect(gateway.port(), 10)) {
                clients.each(Commands.of("RPUSHX", "topics:" + topic, "x"));
                clients.each(Commands.of(Server.ALL_PRODUCED.toArray(String[]::new)));
            }
            results.figure(
                    "rafka, cluster",
                    "RSS when 10 clients have produced",
                    "MB",
                    ProcFiles.rssOf(gateway.pid()) / MEGABYTE);
        }
        try (Gateway gateway = Gateway.embedded(ground.directory())) {
            results.figure("rafka, embedded", "start to Ready", "s", gateway.startSeconds());
            results.atMost(3, "s", "start to Ready, embedded", gateway.startSeconds());
            results.figure("rafka, embedded", "RSS, idle", "MB", ProcFiles.rssOf(gateway.pid()) / MEGABYTE);
        }
    }
}
