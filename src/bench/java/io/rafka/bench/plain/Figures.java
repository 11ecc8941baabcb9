package io.rafka.bench.plain;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/** Measures its own process from when it is made, and prints. */
final class Figures {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long begin = System.nanoTime();
    private final long cpu = cpuNanos();

    /** Says that it is ready, and does so many records as each line of the input says, to its end. */
    static void onDemand(LongUnaryOperator work) throws IOException {
        print("ready", 1);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            Figures figures = new Figures();
            figures.print(work.applyAsLong(Long.parseLong(line)));
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Prints records, seconds and CPU seconds since the begin. */
    void print(long records) {
        print("seconds", (System.nanoTime() - begin) / SECOND);
        print("cpu", (cpuNanos() - cpu) / SECOND);
        print("records", (double) records);
    }

    /** Prints one figure. */
    static void print(String name, double value) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(name + " " + String.format(Locale.ROOT, "%.6f", value));
    }

    /** Arguments of the form {@code name=value}, from this index on. */
    static Properties properties(String[] arguments, int from) {
        Properties properties = new Properties();
        for (int i = from; i < arguments.length; i++) {
            String[] property = arguments[i].split("=", 2);
            properties.put(property[0], property[1]);
        }
        return properties;
    }
}
