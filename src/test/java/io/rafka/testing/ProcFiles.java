package io.rafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What Linux tells about a process of this user, in /proc. */
public final class ProcFiles {
    /** USER_HZ, which is the same on all machines that Java runs on. */
    private static final long TICKS_PER_SECOND = 100;
    /** Of the fields behind the name, which may have blanks in it. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private ProcFiles() {}

    /** CPU time, user and system, since the process began; in nanoseconds, counted in hundredths of a second. */
    public static long cpuNanosOf(long pid) {
        try {
            String stat = Files.readString(file(pid, "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            return ticks * (TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many threads it has; of a JVM, those of the JVM itself too. */
    public static int threadsOf(long pid) {
        return (int) status(pid, "Threads");
    }

    /** Files, sockets and pipes that are open. */
    public static int descriptorsOf(long pid) {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(file(pid, "fd"))) {
            for (Path ignored : files) {
                count++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    /** What is in RAM, in bytes. */
    public static long rssOf(long pid) {
        return status(pid, "VmRSS") * 1024;
    }

    /** The most that was ever in RAM, in bytes. */
    public static long peakRssOf(long pid) {
        return status(pid, "VmHWM") * 1024;
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }

    private static long status(long pid, String name) {
        try {
            for (String line : Files.readAllLines(file(pid, "status"))) {
                if (line.startsWith(name + ":")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("process " + pid + " has no " + name);
    }
}
