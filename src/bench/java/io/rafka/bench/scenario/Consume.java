package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.load.LoadClients;
import io.rafka.bench.plain.PlainPrograms;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Kcat;
import io.rafka.bench.subject.Work;
import io.rafka.testing.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small records that wait in the topic, consumed as fast as clients ask for them. */
final class Consume implements Scenario {
    private static final int SIZE = 100;
    private static final int PIPELINE = 64;
    private static final int MANY = 50;
    private static final long ONE_BY_ONE = 300_000;
    private static final long PIPELINED = 3_000_000;
    /** So many times as many warm the gateway up, in pipelines, which takes as long as the others take to do so. */
    private static final int WARM_UP = 5;

    @Override
    public String name() {
        return "consume";
    }

    @Override
    public String title() {
        return "Consume 100 B with BLPOP";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        try (Gateway gateway = ground.gateway();
                @Nullable RedisServer redis = ground.redis(results)) {
            // The many records first: they warm up what the few need too.
            pipelined(ground, results, gateway);
            for (int connections : List.of(1, MANY)) {
                oneByOne(ground, results, gateway, redis, connections);
            }
        }
    }

    private static void oneByOne(
            Ground ground, Results results, Gateway gateway, @Nullable RedisServer redis, int connections) {
        long records = ground.amount(ONE_BY_ONE);
        long each = records / connections;
        String by = connections == 1 ? ", 1 connection" : ", " + connections + " connections";
        Work rafka = consume(ground, gateway, connections, 1, each / 2, each);
        results.work("rafka" + by, "records", rafka);
        if (redis == null) {
            return;
        }
        Server server = Server.of(redis);
        byte[] rpush = Commands.of("RPUSH", "list", Commands.value(SIZE));
        server.closedLoop(1, List.of(rpush), PIPELINE, records * 2);
        Work other = server.closedLoop(connections, List.of(Commands.of("LPOP", "list")), 1, records);
        server.call("DEL", "list");
        results.work("redis-server LPOP" + by, "records", other);
        results.atLeast(0.8, "x", "records/s, rafka / redis-server LPOP" + by, rafka.perSecond() / other.perSecond());
    }

    /** Each connection is a member of the same group, and has a partition of its own. */
    static Work consume(Ground ground, Gateway gateway, int connections, int pipeline, long warmUp, long each) {
        String topic = ground.newTopic(connections);
        // some more, that nobody waits for
        ground.topics().fill(topic, connections, warmUp + each * 2, SIZE);
        byte[] blpop = Commands.of("BLPOP", "topics:" + topic, "0");
        try (LoadClients clients = LoadClients.connect(gateway.port(), connections)) {
            clients.each(number -> Commands.of("CLIENT", "SETNAME", topic + ":" + number));
            clients.each(blpop);
            Server server = Server.of(gateway);
            clients.closedLoop(List.of(blpop), pipeline, Math.max(1, warmUp));
            return server.steadyWork(clients, List.of(blpop), pipeline, each);
        } finally {
            ground.delete(topic);
        }
    }

    private static void pipelined(Ground ground, Results results, Gateway gateway) {
        long records = ground.amount(PIPELINED);
        Work rafka = consume(ground, gateway, 1, PIPELINE, records * WARM_UP, records);
        results.work("rafka, 1 connection, pipeline 64", "records", rafka);
        String topic = ground.newTopic(1);
        ground.topics().fill(topic, 1, records * 2, SIZE);
        Work plain = PlainPrograms.consume(ground.bootstrapServers(), ground.warmUp(), topic, records);
        results.work("plain Java consumer", "records", plain);
        if (ground.hasKcat(results)) {
            results.work("librdkafka (kcat)", "records", Kcat.consume(ground.bootstrapServers(), topic, records));
        }
        ground.delete(topic);
        results.atMost(
                2, "x", "CPU per record, rafka pipelined / plain Java consumer", rafka.cpuMicros() / plain.cpuMicros());
    }
}
