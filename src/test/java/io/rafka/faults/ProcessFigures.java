package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.ProcFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM takes of the machine, seen from outside: by /proc, and by the JDK's jcmd.
 *
 * @param threads of the process, those of the JVM itself too
 * @param descriptors files, sockets and pipes that are open
 * @param rss memory that is in RAM, in bytes
 * @param heap bytes of objects that survive a full garbage collection, which asking for this causes
 * @param direct bytes that Java code allocated outside the heap, Netty's buffers among them; -1 unless the JVM runs
 *     with {@link #TRACKING}
 */
record ProcessFigures(int threads, int descriptors, long rss, long heap, long direct) {
    /** The option for the JVM that makes {@link #direct} known. */
    static final String TRACKING = "-XX:NativeMemoryTracking=summary";

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");
    private static final Duration POLL = Duration.ofMillis(500);

    /** A process of this user. Its JVM stands still for the garbage collection, some tenths of a second. */
    static ProcessFigures of(long pid) {
        long heap = heapOf(pid);
        return new ProcessFigures(
                ProcFiles.threadsOf(pid), ProcFiles.descriptorsOf(pid), ProcFiles.rssOf(pid), heap, directOf(pid));
    }

    /** The same with so many more bytes of live objects. */
    ProcessFigures withMoreHeap(long bytes) {
        return new ProcessFigures(threads, descriptors, rss, heap + bytes, direct);
    }

    /** Bytes of objects after a full garbage collection. */
    static long heapOf(long pid) {
        return number(TOTAL, jcmd(pid, "GC.class_histogram"));
    }

    /** Bytes allocated outside the heap, or -1 if the JVM does not count them. */
    static long directOf(long pid) {
        String summary = jcmd(pid, "VM.native_memory", "summary", "scale=KB");
        // The category is left out while it is empty.
        return summary.contains("not enabled") || !summary.contains("Total:")
                ? -1
                : summary.contains("Other (") ? number(OTHER, summary) * 1024 : 0;
    }

    /**
     * Waits until the process has about as many threads, descriptors and live objects as before. What is in RAM is not
     * asked for: a JVM keeps the heap it has grown to, and Netty its pool.
     *
     * @param before the level, of a process that has done everything once
     * @param limit how long to wait
     * @return the figures then
     */
    static ProcessFigures awaitBackTo(ProcessFigures before, long pid, Duration limit) {
        await().atMost(limit).pollInterval(POLL).untilAsserted(() -> {
            assertThat((long) ProcFiles.threadsOf(pid))
                    .as("threads")
                    .isLessThanOrEqualTo(before.threads + slack(before.threads, 8));
            assertThat((long) ProcFiles.descriptorsOf(pid))
                    .as("descriptors")
                    .isLessThanOrEqualTo(before.descriptors + slack(before.descriptors, 16));
            assertThat(heapOf(pid) >> 20)
                    .as("MB of live heap")
                    .isLessThanOrEqualTo((before.heap + slack(before.heap, 12 << 20)) >> 20);
        });
        return of(pid);
    }

    private static long slack(long level, long least) {
        return Math.max(least, level / 10);
    }

    /** Adds these to a row of the report, each name ending in {@code when}. */
    FaultReport reportTo(FaultReport row, String when) {
        row.figure("threads " + when, threads)
                .figure("descriptors " + when, descriptors)
                .megabytes("heap " + when, heap);
        if (direct >= 0) {
            row.megabytes("direct " + when, direct);
        }
        return row.megabytes("RSS " + when, rss);
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in: " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static String jcmd(long pid, String... arguments) {
        try {
            Path output = Files.createTempFile("jcmd", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        "-J-Xmx32m",
                        "-J-XX:+UseSerialGC",
                        "-J-XX:TieredStopAtLevel=1",
                        Long.toString(pid));
                for (String argument : arguments) {
                    builder.command().add(argument);
                }
                Process process = builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(60, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("process " + pid + " does not answer jcmd in 60 s");
                }
                return Files.readString(output, StandardCharsets.UTF_8);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
