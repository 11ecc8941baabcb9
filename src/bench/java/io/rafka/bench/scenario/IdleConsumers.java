package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.subject.Gateway;
import io.rafka.testing.ProcFiles;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Consumers that wait: four members in each group, each with a partition of its own. */
final class IdleConsumers implements Scenario {
    private static final int GROUPS = 250;
    private static final int MEMBERS = 4;
    private static final long SECONDS = 20;
    private static final long SETTLING_SECONDS = 45;
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final double MEGABYTE = 1 << 20;

    @Override
    public String name() {
        return "idle-consumers";
    }

    @Override
    public String title() {
        return "1,000 consuming connections in 250 groups, idle";
    }

    @Override
    public void run(Ground ground, Results results) throws Exception {
        int groups = (int) Math.max(2, ground.amount(GROUPS));
        int count = groups * MEMBERS;
        String prefix = ground.newTopic(1);
        List<String> topics = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            topics.add(prefix + "-" + group);
        }
        ground.topics().create(topics, MEMBERS);
        List<RawClient> clients = new ArrayList<>();
        try (Gateway gateway = ground.gateway()) {
            // What is there once, and not for each.
            try (RawClient first = RawClient.connect(gateway.port())) {
                first.call("CLIENT", "SETNAME", prefix + ":first");
                first.call("BLPOP", "topics:" + prefix, "1");
            }
            long rss = ProcFiles.rssOf(gateway.pid());
            int threads = ProcFiles.threadsOf(gateway.pid());
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                RawClient client = RawClient.connect(gateway.port());
                clients.add(client);
                String topic = topics.get(i / MEMBERS);
                client.call("CLIENT", "SETNAME", topic + ":" + i);
                client.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            }
            ground.topics().awaitAssigned(topics, MEMBERS);
            double seconds = (System.nanoTime() - begin) / SECOND;
            results.figure("rafka", "until all are assigned", "s", seconds);
            results.atMost(20, "s", "until 1,000 consumers are assigned", seconds);
            idle(ground, results, gateway);
            double megabytes = (ProcFiles.rssOf(gateway.pid()) - rss) / MEGABYTE / count;
            results.figure("rafka", "RSS of a consumer", "MB", megabytes);
            results.atMost(0.6, "MB", "RSS of each of 1,000 consumers", megabytes);
            double each = (double) (ProcFiles.threadsOf(gateway.pid()) - threads) / count;
            results.atMost(2, "threads", "threads of each of 1,000 consumers", each);
            // In life, what they wait for has come before.
            wake(ground, topics, clients);
            Histogram latencies = wake(ground, topics, clients);
            results.figure("rafka", "BLPOP wakes, p50", "ms", latencies.getValueAtPercentile(50) / 1e6);
            results.figure("rafka", "BLPOP wakes, p99", "ms", latencies.getValueAtPercentile(99) / 1e6);
            results.figure("rafka", "BLPOP wakes, at the latest", "ms", latencies.getMaxValue() / 1e6);
            results.atMost(50, "ms", "a BLPOP wakes after a record, at the latest", latencies.getMaxValue() / 1e6);
        } finally {
            clients.forEach(RawClient::close);
            ground.topics().delete(topics);
        }
    }

    private static void idle(Ground ground, Results results, Gateway gateway) throws InterruptedException {
        // The JVM still compiles what all of them did at their start.
        TimeUnit.SECONDS.sleep(ground.isQuick() ? 1 : SETTLING_SECONDS);
        long cpu = gateway.cpuNanos();
        long broker = ProcFiles.cpuNanosOf(ground.brokerPid());
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(ground.isQuick() ? 1 : SECONDS);
        double elapsed = System.nanoTime() - begin;
        double cores = (gateway.cpuNanos() - cpu) / elapsed;
        results.figure("rafka", "CPU, idle", "cores", cores);
        results.figure(
                "Kafka broker", "CPU, idle", "cores", (ProcFiles.cpuNanosOf(ground.brokerPid()) - broker) / elapsed);
        results.atMost(0.3, "cores", "CPU of 1,000 idle consumers", cores);
    }

    /** A record into each partition, and one after the other: who has it answers. */
    private static Histogram wake(Ground ground, List<String> topics, List<RawClient> clients) {
        Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        byte[] value = Commands.of("value");
        ground.topics().produceEach(topics, MEMBERS, value, (topic, sentAt) -> {
            int first = topics.indexOf(topic) * MEMBERS;
            List<RawClient> members = clients.subList(first, first + MEMBERS);
            while (members.stream().noneMatch(RawClient::hasReply)) {
                // A loop without a pause would take a core from those who are measured.
                LockSupport.parkNanos(PAUSE);
            }
            // The first of all make the producer ready.
            if (first > 0) {
                latencies.recordValue(System.nanoTime() - sentAt);
            }
            for (RawClient member : members) {
                if (member.hasReply()) {
                    member.reply();
                    member.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
                }
            }
        });
        return latencies;
    }
}
