package io.rafka.bench.subject;

import io.rafka.testing.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** rafka as a user runs it: {@code ./rafka} with its options for the JVM, in a process of its own. */
public final class Gateway implements AutoCloseable {
    private static final long LONGEST_START = 60;
    private static final int LAST_LINES = 20;
    private static final String MAX_CONSUMERS = "2000";

    private final Process process;
    private final Thread endWithUs = new Thread(this::kill, "gateway-end");
    private final int port;
    private final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final long begin;
    private final List<String> lines = new ArrayList<>();
    private double startSeconds;

    private Gateway(Path directory, List<String> arguments) throws IOException {
        List<Integer> ports = FreePorts.choose(2);
        port = ports.get(0);
        List<String> command = new ArrayList<>(List.of(
                Path.of("rafka").toAbsolutePath().toString(),
                "--port",
                String.valueOf(port),
                "--host",
                "127.0.0.1",
                "--admin-port",
                String.valueOf(ports.get(1))));
        command.addAll(arguments);
        begin = System.nanoTime();
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        // Whoever ends the benchmark ends what it has started.
        Runtime.getRuntime().addShutdownHook(endWithUs);
        Thread reader = new Thread(this::read, "gateway-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.endsWith("Ready")) {
                    ready.complete(System.nanoTime());
                }
                synchronized (lines) {
                    lines.add(line);
                    if (lines.size() > LAST_LINES) {
                        lines.remove(0);
                    }
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("rafka has ended: " + lastLines()));
    }

    /**
     * Starts it in front of a cluster, and waits until it is ready.
     *
     * @param directory where it runs
     * @param producer properties of librdkafka for the producer as a JSON object; null for none
     */
    public static Gateway before(String bootstrapServers, Path directory, @Nullable String producer) {
        try {
            Path config = Files.createTempFile(directory, "rafka", ".json");
            Files.writeString(
                    config,
                    "{\"general\":{\"bootstrap.servers\":\"" + bootstrapServers
                            + "\"},\"consumer\":{\"auto.offset.reset\":\"earliest\"},\"producer\":"
                            + (producer == null ? "{}" : producer) + "}");
            // A thousand consumers are measured on smaller machines too.
            return start(directory, List.of("--config", config.toString(), "--max-consumers", MAX_CONSUMERS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with an embedded Kafka, which begins empty. */
    public static Gateway embedded(Path directory) {
        try {
            Path data = Files.createTempDirectory(directory, "embedded");
            return start(directory, List.of("--data-dir", data.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Gateway start(Path directory, List<String> arguments) throws IOException {
        Gateway gateway = new Gateway(directory, arguments);
        boolean up = false;
        try {
            gateway.awaitReady();
            up = true;
            return gateway;
        } finally {
            if (!up) {
                gateway.close();
            }
        }
    }

    private void awaitReady() {
        try {
            long at = ready.get(LONGEST_START, TimeUnit.SECONDS);
            startSeconds = (at - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("rafka does not become ready: " + lastLines(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** From the command to its line {@code Ready}. */
    public double startSeconds() {
        return startSeconds;
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    private String lastLines() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    private void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM, and SIGKILL if that takes long. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(endWithUs);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
