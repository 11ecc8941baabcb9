package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.plain.PlainPrograms;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Worker;
import io.rafka.testing.ProcFiles;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Consumers that wait: four members in each group, each with a partition of its own. As many of Kafka's consumers in a
 * program that does nothing else show what is theirs of it.
 */
final class IdleConsumers implements Scenario {
    private static final String RAFKA = "rafka";
    private static final String PLAIN = "plain Java consumers, one JVM";

    private static final String ASSIGNED = "until all are assigned";
    private static final String RSS = "RSS of a consumer";

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
        int groupCount = (int) Math.max(2, ground.amount(GROUPS));
        String prefix = ground.newTopic(1);
        List<String> topics = new ArrayList<>();
        for (int group = 0; group < groupCount; group++) {
            topics.add(prefix + "-" + group);
        }
        ground.topics().create(topics, MEMBERS);
        try {
            // Warms the broker up: one in use has had groups before.
            Worker earlier = PlainPrograms.members(ground.bootstrapServers(), prefix, groupCount, "earlier-");
            try {
                start(ground, earlier, topics, "earlier-");
            } finally {
                earlier.close();
            }
            rafka(ground, results, prefix, topics);
            plain(ground, results, prefix, topics);
        } finally {
            ground.topics().delete(topics);
        }
    }

    private static void rafka(Ground ground, Results results, String prefix, List<String> topics) throws Exception {
        int count = topics.size() * MEMBERS;
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
            double seconds = secondsUntilAssigned(ground, begin, topics);
            results.figure(RAFKA, ASSIGNED, "s", seconds);
            results.atMost(20, "s", "until 1,000 consumers are assigned", seconds);
            results.atMost(0.3, "cores", "CPU of 1,000 idle consumers", idle(ground, results, RAFKA, gateway.pid()));
            double megabytes = (ProcFiles.rssOf(gateway.pid()) - rss) / MEGABYTE / count;
            results.figure(RAFKA, RSS, "MB", megabytes);
            results.atMost(0.6, "MB", "RSS of each of 1,000 consumers", megabytes);
            double each = (double) (ProcFiles.threadsOf(gateway.pid()) - threads) / count;
            results.atMost(2, "threads", "threads of each of 1,000 consumers", each);
            double latest = measureWakes(ground, results, RAFKA, topics, topic -> answer(topics, clients, topic));
            results.atMost(50, "ms", "a BLPOP wakes after a record, at the latest", latest);
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    private static void plain(Ground ground, Results results, String prefix, List<String> topics) throws Exception {
        try (Worker worker = PlainPrograms.members(ground.bootstrapServers(), prefix, topics.size(), "plain-")) {
            long rss = ProcFiles.rssOf(worker.pid());
            results.figure(PLAIN, ASSIGNED, "s", start(ground, worker, topics, "plain-"));
            idle(ground, results, PLAIN, worker.pid());
            double megabytes = (ProcFiles.rssOf(worker.pid()) - rss) / MEGABYTE / (topics.size() * MEMBERS);
            results.figure(PLAIN, RSS, "MB", megabytes);
            measureWakes(ground, results, PLAIN, topics, topic -> worker.work(1));
        }
    }

    private static double start(Ground ground, Worker worker, List<String> topics, String groups)
            throws InterruptedException {
        long begin = System.nanoTime();
        worker.work((long) topics.size() * MEMBERS);
        return secondsUntilAssigned(
                ground, begin, topics.stream().map(topic -> groups + topic).toList());
    }

    private static double secondsUntilAssigned(Ground ground, long begin, List<String> groups)
            throws InterruptedException {
        ground.topics().awaitAssigned(groups, MEMBERS);
        return (System.nanoTime() - begin) / SECOND;
    }

    /** How many cores it takes. */
    private static double idle(Ground ground, Results results, String subject, long pid) throws InterruptedException {
        // The JVM still compiles what all of them did at their start.
        TimeUnit.SECONDS.sleep(ground.isQuick() ? 1 : SETTLING_SECONDS);
        long cpu = ProcFiles.cpuNanosOf(pid);
        long broker = ProcFiles.cpuNanosOf(ground.brokerPid());
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(ground.isQuick() ? 1 : SECONDS);
        double elapsed = System.nanoTime() - begin;
        double cores = (ProcFiles.cpuNanosOf(pid) - cpu) / elapsed;
        double brokerCores = (ProcFiles.cpuNanosOf(ground.brokerPid()) - broker) / elapsed;
        results.figure(subject, "CPU, idle", "cores", cores);
        results.figure(subject, "the broker's CPU", "cores", brokerCores);
        return cores;
    }

    /** In milliseconds, the latest of them. */
    private static double measureWakes(
            Ground ground, Results results, String subject, List<String> topics, Consumer<String> awaitRecord) {
        // In life, what they wait for has come before.
        wake(ground, topics, awaitRecord);
        Histogram latencies = wake(ground, topics, awaitRecord);
        results.figure(subject, "wakes, p50", "ms", latencies.getValueAtPercentile(50) / 1e6);
        results.figure(subject, "wakes, p99", "ms", latencies.getValueAtPercentile(99) / 1e6);
        double latest = latencies.getMaxValue() / 1e6;
        results.figure(subject, "wakes, at the latest", "ms", latest);
        return latest;
    }

    /** A record into each partition, and one after the other: who has it answers. */
    private static Histogram wake(Ground ground, List<String> topics, Consumer<String> awaitRecord) {
        Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        ground.topics().produceEach(topics, MEMBERS, Commands.of("value"), (topic, sentAt) -> {
            awaitRecord.accept(topic);
            // The first of all make the producer ready.
            if (!topic.equals(topics.get(0))) {
                latencies.recordValue(System.nanoTime() - sentAt);
            }
        });
        return latencies;
    }

    private static void answer(List<String> topics, List<RawClient> clients, String topic) {
        int first = topics.indexOf(topic) * MEMBERS;
        List<RawClient> members = clients.subList(first, first + MEMBERS);
        while (members.stream().noneMatch(RawClient::hasReply)) {
            // A loop without a pause would take a core from those who are measured.
            LockSupport.parkNanos(PAUSE);
        }
        for (RawClient member : members) {
            if (member.hasReply()) {
                member.reply();
                member.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            }
        }
    }
}
