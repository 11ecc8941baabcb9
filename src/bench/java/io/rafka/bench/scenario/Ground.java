package io.rafka.bench.scenario;

import io.rafka.bench.plain.PlainPrograms;
import io.rafka.bench.plain.PlainPrograms.ProducerSettings;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.KafkaTopics;
import io.rafka.bench.subject.Kcat;
import io.rafka.bench.subject.RedisBenchmark;
import io.rafka.bench.subject.Worker;
import io.rafka.testing.BrokerCluster;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What all scenarios stand on: a Kafka broker in a process of its own, a folder, and how much is to be done.
 *
 * <p>The broker keeps its log in memory where there is room: a disk that still writes what was measured before would be
 * measured otherwise, with rates that differ by half from run to run.
 */
public final class Ground implements AutoCloseable {
    private static final long QUICK = 50;
    private static final Path MEMORY = Path.of("/dev/shm");
    /** What the largest scenario leaves until its end, and some more, in bytes. */
    private static final long ROOM = 12L << 30;

    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");
    private static final boolean IN_MEMORY = hasMemory();

    private final boolean quick;
    private final Path directory;
    private final AtomicInteger names = new AtomicInteger();
    private final List<String> temporary = new ArrayList<>();
    private final Path log;
    private final Thread atExit = new Thread(this::release, "ground-end");
    private volatile @Nullable BrokerCluster cluster;
    private volatile @Nullable KafkaTopics topics;

    /** @param quick whether only to show that it works: a fiftieth of the work, whose figures mean nothing */
    public Ground(boolean quick) {
        this.quick = quick;
        try {
            directory = Files.createTempDirectory("rafka-bench");
            log = Files.createTempDirectory(IN_MEMORY ? MEMORY : directory, "rafka-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Memory that an interrupted benchmark leaves behind would stay taken.
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Whether the broker's log is in memory, and not on a disk. */
    public static boolean keepsLogInMemory() {
        return IN_MEMORY;
    }

    private static boolean hasMemory() {
        Path figures = Path.of("/proc/meminfo");
        try {
            if (!Files.isWritable(MEMORY) || !Files.isReadable(figures)) {
                return false;
            }
            // The file system's size is a limit only.
            Matcher available = AVAILABLE.matcher(Files.readString(figures));
            return Files.getFileStore(MEMORY).getUsableSpace() >= ROOM
                    && available.find()
                    && Long.parseLong(available.group(1)) << 10 >= ROOM;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many to do of what is {@code full} many in a real run. */
    public long amount(long full) {
        return quick ? Math.max(1, full / QUICK) : full;
    }

    /**
     * For how long a JVM works before it is measured: so long the compiler still takes a good part of its CPU. The
     * threads that do little for each record are compiled last.
     */
    public Duration warmUp() {
        return quick ? Duration.ofMillis(200) : Duration.ofSeconds(30);
    }

    /** Over how many to look how something grows: powers of ten up to a thousand. */
    List<Integer> growth() {
        return quick ? List.of(1, 10, (int) amount(1_000)) : List.of(1, 10, 100, 1_000);
    }

    /**
     * Kafka's producer takes turns with others, with each of the settings that may be its best.
     *
     * @return their names
     */
    List<String> takeTurns(Turns turns, int size, long recordsInAll) {
        List<ProducerSettings> all = List.of(ProducerSettings.values());
        List<String> names = new ArrayList<>();
        for (ProducerSettings settings : quick ? all.subList(0, 1) : all) {
            Worker worker = turns.own(
                    PlainPrograms.producer(bootstrapServers(), warmUp(), newSink(), size, settings), Worker::close);
            names.add("plain Java producer, " + settings.text());
            turns.add(names.get(names.size() - 1), () -> worker.work(Math.max(1, recordsInAll / Turns.COUNT)));
        }
        return names;
    }

    /** Whether the figures mean nothing. */
    public boolean isQuick() {
        return quick;
    }

    /** A folder that is deleted at the end. */
    public Path directory() {
        return directory;
    }

    /** The addresses of the broker, which is started when it is first needed. */
    public String bootstrapServers() {
        BrokerCluster running = cluster;
        if (running == null) {
            // A topic that is deleted makes room for the next soon.
            running = BrokerCluster.start(
                    1,
                    log,
                    Map.of(
                            "message.max.bytes",
                            "2000000",
                            "log.segment.delete.delay.ms",
                            "1000",
                            "log.retention.check.interval.ms",
                            "1000"));
            cluster = running;
        }
        return running.bootstrapServers();
    }

    /** The process of the broker. */
    public long brokerPid() {
        BrokerCluster running = cluster;
        if (running == null) {
            throw new IllegalStateException("the broker has not been started");
        }
        return running.brokers().get(0).pid();
    }

    /** The broker's topics. */
    public KafkaTopics topics() {
        KafkaTopics known = topics;
        if (known == null) {
            known = new KafkaTopics(bootstrapServers());
            topics = known;
        }
        return known;
    }

    /** A new topic, which keeps all of its records, until {@link #clear}. */
    public String newTopic(int partitions) {
        return added(name -> topics().create(name, partitions));
    }

    /** A new topic of one partition that nobody reads, and which keeps as little as the broker lets it. */
    public String newSink() {
        return added(topics()::createSink);
    }

    private String added(Consumer<String> create) {
        String name = "bench-" + names.incrementAndGet();
        create.accept(name);
        temporary.add(name);
        return name;
    }

    /** Deletes a new topic before its time, for room. */
    void delete(String topic) {
        topics().delete(List.of(topic));
        temporary.remove(topic);
    }

    /** Deletes what a scenario has produced. */
    public void clear() {
        List<String> left = List.copyOf(temporary);
        temporary.clear();
        if (!left.isEmpty()) {
            topics().delete(left);
        }
    }

    /** A Redis to compare with, which the caller closes; null, and a line that says so, if there is none. */
    @Nullable RedisServer redis(Results results) throws IOException, InterruptedException {
        if (RedisServer.isThere()) {
            return RedisServer.start();
        }
        results.leftOut("redis-server 7.0");
        return null;
    }

    /** Whether there is a kcat to compare with; if not, a line says so. */
    boolean hasKcat(Results results) {
        return has(Kcat.isThere(), "kcat", results);
    }

    /** Whether there is a redis-benchmark to check our figures; if not, a line says so. */
    boolean hasRedisBenchmark(Results results) {
        return has(RedisBenchmark.isThere(), "redis-benchmark", results);
    }

    private static boolean has(boolean isThere, String program, Results results) {
        if (!isThere) {
            results.leftOut(program);
        }
        return isThere;
    }

    /** A rafka in front of the broker. The caller closes it. */
    public Gateway gateway() {
        return Gateway.before(bootstrapServers(), directory, null);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        KafkaTopics known = topics;
        if (known != null) {
            known.close();
        }
        release();
    }

    private void release() {
        BrokerCluster running = cluster;
        if (running != null) {
            running.close();
        }
        RafkaTester.deleteAll(log);
        RafkaTester.deleteAll(directory);
    }
}
