package io.rafka.bench.plain;

import io.rafka.bench.subject.Program;
import io.rafka.bench.subject.Program.Figures;
import io.rafka.bench.subject.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the programs of this package, each in a JVM of its own, with the settings that suit its work best. */
public final class PlainPrograms {
    private static final String SERIAL = "-XX:+UseSerialGC";
    private static final String PARALLEL = "-XX:+UseParallelGC";

    private PlainPrograms() {}

    /** Which of these is the best differs with the machine, and from run to run. */
    public enum ProducerSettings {
        MEDIUM("batches of 128 kB", PARALLEL, "batch.size=131072", "linger.ms=5", "buffer.memory=67108864"),
        LARGE("batches of 1 MB, serial GC", SERIAL, "batch.size=1000000", "linger.ms=20", "buffer.memory=134217728"),
        /** As rafka's own. */
        ORDERED(
                "batches of 1 MB, one request in flight",
                PARALLEL,
                "batch.size=1048576",
                "linger.ms=5",
                "buffer.memory=134217728",
                "max.in.flight.requests.per.connection=1");

        private final String text;
        private final String collector;
        /** With blanks between them: an enum is to be immutable for all to see. */
        private final String properties;

        ProducerSettings(String text, String collector, String... properties) {
            this.text = text;
            this.collector = collector;
            this.properties = String.join(" ", properties);
        }

        /** What is told of them. */
        public String text() {
            return text;
        }
    }

    /** How long single messages took from the producer to the consumer, in microseconds. */
    public record Echo(double p50, double p99) {}

    /** A producer into a topic, warm. The caller closes it. */
    public static Worker producer(
            String bootstrapServers, Duration warmUp, String topic, int size, ProducerSettings settings) {
        List<String> arguments = new ArrayList<>(List.of(
                topic,
                String.valueOf(size),
                String.valueOf(warmUp.toMillis()),
                "bootstrap.servers=" + bootstrapServers,
                "max.request.size=2000000"));
        arguments.addAll(List.of(settings.properties.split(" ")));
        return Worker.start(PlainProducer.class, List.of(settings.collector), arguments);
    }

    /**
     * A consumer of a topic with at least so many records, warm, which begins anew with each turn. The caller closes
     * it.
     */
    public static Worker consumer(String bootstrapServers, Duration warmUp, String topic, long records) {
        return Worker.start(
                PlainConsumer.class,
                List.of(SERIAL),
                List.of(
                        topic,
                        String.valueOf(warmUp.toMillis()),
                        String.valueOf(records),
                        "bootstrap.servers=" + bootstrapServers,
                        "group.id=plain-" + topic,
                        "auto.offset.reset=earliest",
                        "max.poll.records=10000",
                        "max.partition.fetch.bytes=4194304",
                        "receive.buffer.bytes=1048576"));
    }

    /**
     * Consumers in one JVM, with the settings of rafka's, and with the collector and the generations of its JVM. None
     * yet: the first work is to start so many, for each topic and group as many. The caller closes it.
     *
     * @param prefix of the topics, which end with {@code -0} and so on
     * @param topics how many there are
     * @param groups what the names of groups begin with, before the topic's
     */
    public static Worker members(String bootstrapServers, String prefix, int topics, String groups) {
        return Worker.start(
                PlainMembers.class,
                List.of(PARALLEL, "-Xms256m", "-XX:NewSize=4m", "-XX:MaxNewSize=192m"),
                List.of(
                        prefix,
                        String.valueOf(topics),
                        groups,
                        "bootstrap.servers=" + bootstrapServers,
                        "enable.auto.commit=false",
                        "fetch.max.wait.ms=2000",
                        "fetch.max.bytes=524288",
                        "enable.metrics.push=false",
                        "metric.reporters="));
    }

    /** Sends messages one at a time to a waiting consumer. */
    public static Echo echo(String bootstrapServers, String topic, int size, long messages, int lingerMillis) {
        Figures figures = Program.java(
                PlainEcho.class,
                List.of(SERIAL),
                List.of(
                        topic,
                        String.valueOf(size),
                        String.valueOf(messages / 2),
                        String.valueOf(messages),
                        bootstrapServers,
                        String.valueOf(lingerMillis)));
        return new Echo(figures.get("p50"), figures.get("p99"));
    }
}
