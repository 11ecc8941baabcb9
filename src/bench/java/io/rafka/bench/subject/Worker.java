package io.rafka.bench.subject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a JVM of its own that warms itself up if it has to, prints {@code ready 1}, and then reads lines:
 * each is how many records it is to do now, and is answered with figures, {@code records} being the last. It ends with
 * its input.
 */
public final class Worker implements AutoCloseable {
    private static final String READY = "ready";
    private static final String RECORDS = "records";

    private final Process process;
    private final BufferedReader output;
    private final Writer input;
    private final Thread endWithUs;
    private final StringBuilder printed = new StringBuilder();

    private Worker(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
        input = process.outputWriter(StandardCharsets.UTF_8);
        // Whoever ends the benchmark ends what it has started.
        endWithUs = new Thread(process::destroyForcibly, "worker-end");
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /** Starts a main class with the class path of this JVM, and waits until it is ready. */
    public static Worker start(Class<?> main, List<String> options, List<String> arguments) {
        Worker worker;
        try {
            worker = new Worker(new ProcessBuilder(Program.ofJava(main, options, arguments))
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean ready = false;
        try {
            worker.figuresUntil(READY);
            ready = true;
            return worker;
        } finally {
            if (!ready) {
                worker.close();
            }
        }
    }

    /** Does so many records, and tells what that took. */
    public Work work(long records) {
        printed.setLength(0);
        try {
            input.write(records + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(printed.toString(), e);
        }
        Map<String, Double> figures = figuresUntil(RECORDS);
        return new Program.Figures(figures, printed.toString()).work();
    }

    /** The id of its process. */
    public long pid() {
        return process.pid();
    }

    private Map<String, Double> figuresUntil(String last) {
        Map<String, Double> figures = new TreeMap<>();
        try {
            while (!figures.containsKey(last)) {
                String line = output.readLine();
                if (line == null) {
                    throw new IllegalStateException("a program has ended: " + printed);
                }
                printed.append(line).append('\n');
                figures.putAll(Program.figuresOf(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return figures;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(endWithUs);
        try {
            input.close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
