package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.plain.PlainPrograms;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Kcat;
import io.rafka.bench.subject.RedisBenchmark;
import io.rafka.bench.subject.Work;
import io.rafka.testing.ProcFiles;
import io.rafka.testing.RedisServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many small records, of clients that send them in pipelines. */
final class ProduceSmall implements Scenario {
    private static final int SIZE = 100;
    private static final int PIPELINE = 64;
    private static final int CONNECTIONS = 50;
    private static final long RECORDS = 6_000_000;
    private static final double MICROS = 1e3;

    @Override
    public String name() {
        return "produce-small";
    }

    @Override
    public String title() {
        return "Produce 100 B, in pipelines of 64";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        long records = ground.amount(RECORDS);
        double bestRate = 0;
        double leastCpu = Double.MAX_VALUE;
        for (PlainPrograms.ProducerSettings settings : ground.producerSettings()) {
            Work plain = PlainPrograms.produce(
                    ground.bootstrapServers(), ground.warmUp(), ground.newSink(), SIZE, records, settings);
            results.work("plain Java producer, " + settings.text(), "records", plain);
            bestRate = Math.max(bestRate, plain.perSecond());
            leastCpu = Math.min(leastCpu, plain.cpuMicros());
        }
        if (ground.hasKcat(results)) {
            results.work(
                    "librdkafka (kcat)",
                    "records",
                    Kcat.produce(ground.bootstrapServers(), ground.newSink(), SIZE, records, ground.directory()));
        }
        try (Gateway gateway = ground.gateway();
                @Nullable RedisServer redis = ground.redis(results)) {
            Work rafka = produce(ground, results, gateway, CONNECTIONS);
            results.atMost(1.5, "x", "CPU per record, rafka / plain Java producer", rafka.cpuMicros() / leastCpu);
            results.atLeast(0.7, "x", "records/s, rafka / plain Java producer", rafka.perSecond() / bestRate);
            compare(0.6, ground, results, redis, CONNECTIONS, rafka);
            compare(1.2, ground, results, redis, 1, produce(ground, results, gateway, 1));
            crossCheck(ground, results, gateway, redis);
        }
    }

    private static Work produce(Ground ground, Results results, Gateway gateway, int connections) {
        byte[] rpushx = Commands.of("RPUSHX", "topics:" + ground.newSink(), Commands.value(SIZE));
        Server server = Server.of(gateway);
        server.warmUp(ground.warmUp(), connections, List.of(rpushx), PIPELINE);
        long broker = ProcFiles.cpuNanosOf(ground.brokerPid());
        long records = ground.amount(RECORDS);
        Work work = server.closedLoop(connections, List.of(rpushx), PIPELINE, records);
        String subject = "rafka" + by(connections);
        results.work(subject, "records", work);
        // of those before too, which are half as many
        double micros = (ProcFiles.cpuNanosOf(ground.brokerPid()) - broker) / MICROS / (records * 1.5);
        results.figure(subject, "broker's CPU per record", "us", micros);
        return work;
    }

    private static void compare(
            double least, Ground ground, Results results, @Nullable RedisServer redis, int connections, Work rafka) {
        if (redis == null) {
            return;
        }
        byte[] rpush = Commands.of("RPUSH", "list" + connections, Commands.value(SIZE));
        Work work = Server.of(redis).closedLoop(connections, List.of(rpush), PIPELINE, ground.amount(RECORDS));
        results.work("redis-server RPUSH" + by(connections), "records", work);
        results.atLeast(
                least,
                "x",
                "records/s, rafka / redis-server RPUSH" + by(connections),
                rafka.perSecond() / work.perSecond());
        Server.of(redis).call("DEL", "list" + connections);
    }

    private static void crossCheck(Ground ground, Results results, Gateway gateway, @Nullable RedisServer redis) {
        if (ground.hasRedisBenchmark(results)) {
            long records = ground.amount(RECORDS);
            String value = Commands.value(SIZE);
            String topic = ground.newSink();
            RedisBenchmark check = new RedisBenchmark(CONNECTIONS, PIPELINE, records);
            results.figure(
                    "rafka, by redis-benchmark",
                    "records/s",
                    "/s",
                    check.perSecond(gateway.port(), "RPUSHX", "topics:" + topic, value));
            Server.of(gateway).call("DUMP", "0");
            if (redis != null) {
                results.figure(
                        "redis-server RPUSH, by redis-benchmark",
                        "records/s",
                        "/s",
                        check.perSecond(redis.port(), "RPUSH", "list", value));
            }
        }
    }

    private static String by(int connections) {
        return connections == 1 ? ", 1 connection" : ", " + connections + " connections";
    }
}
