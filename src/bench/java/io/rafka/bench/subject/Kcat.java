package io.rafka.bench.subject;

import io.rafka.bench.load.Commands;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** librdkafka, by way of kcat: measured from the begin of its process to the end, its connecting included. */
public final class Kcat {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String QUIET = " >/dev/null";

    private Kcat() {}

    /** Whether it is installed. */
    public static boolean isThere() {
        return Program.isThere("kcat");
    }

    /** Produces lines of a file, as fast as it can and in order. */
    public static Work produce(String bootstrapServers, String topic, int size, long records, Path directory) {
        Path lines = directory.resolve("kcat-" + topic);
        try {
            byte[] line = (Commands.value(size) + "\n").getBytes(StandardCharsets.ISO_8859_1);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(lines))) {
                for (long i = 0; i < records; i++) {
                    out.write(line);
                }
            }
            try {
                return measure(
                        "kcat -P -b " + bootstrapServers + " -t " + topic
                                + " -X enable.idempotence=true -X linger.ms=5 -X batch.size=1000000"
                                + " -X queue.buffering.max.messages=1000000 < " + lines,
                        records);
            } finally {
                Files.delete(lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Consumes a topic of one partition from its begin. */
    public static Work consume(String bootstrapServers, String topic, long records) {
        return measure(
                "kcat -C -q -e -b " + bootstrapServers + " -t " + topic + " -p 0 -o beginning -c " + records + QUIET,
                records);
    }

    private static Work measure(String command, long records) {
        long begin = System.nanoTime();
        double cpu = Program.cpuSecondsOf(command);
        return new Work(records, (System.nanoTime() - begin) / SECOND, cpu);
    }
}
