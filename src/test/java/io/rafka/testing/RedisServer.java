package io.rafka.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A real Redis 7.0 on a free port of 127.0.0.1, which keeps nothing. */
public final class RedisServer implements AutoCloseable {
    /** {@code ./test} says by it whether there is none. If it is not set, as with a plain {@code mvn}, we look. */
    private static final String MISSING = "rafka.redis.missing";

    /** Another version has other commands and texts. */
    private static final Pattern VERSION = Pattern.compile("Redis server v=7\\.0\\..*", Pattern.DOTALL);

    /** As in {@code ./test}: one program is the server and the check of its files, whatever it is called by. */
    private static final String RUN =
            "exec -a redis-server \"$(command -v redis-server || command -v redis-check-rdb)\" \"$@\"";

    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Process process;
    private final Thread endWithUs = new Thread(this::kill, "redis-end");
    private final Path directory;
    private final Path log;
    private final int port;

    private RedisServer(Path directory, String... settings) throws IOException {
        this.directory = directory;
        log = directory.resolve("redis.log");
        port = FreePorts.choose(1).get(0);
        List<String> arguments = new ArrayList<>(List.of(
                "--port", String.valueOf(port),
                "--bind", "127.0.0.1",
                "--dir", directory.toString(),
                "--save", "",
                "--appendonly", "no",
                "--enable-debug-command", "yes"));
        arguments.addAll(List.of(settings));
        process = run(log, arguments.toArray(String[]::new));
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param settings further ones, as on its command line
     */
    public static RedisServer start(String... settings) throws IOException {
        RedisServer server = new RedisServer(Files.createTempDirectory("redis-test"), settings);
        await().atMost(LONGEST_START)
                .until(() -> !server.process.isAlive() || server.output().contains("Ready to accept connections"));
        if (!server.process.isAlive()) {
            throw new IllegalStateException("redis-server did not start: " + server.output());
        }
        return server;
    }

    /** Leaves a test out where it cannot be started. In a CI, that is a failure. */
    public static void assumeThere() throws IOException, InterruptedException {
        boolean isThere = isThere();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isThere).as("there is a redis-server 7.0").isTrue();
        }
        assumeTrue(isThere, "there is no redis-server 7.0");
    }

    /** Whether it can be started here, and is of the version that the scripts are for. */
    public static boolean isThere() throws IOException, InterruptedException {
        String missing = System.getProperty(MISSING);
        if (missing != null) {
            return !Boolean.parseBoolean(missing);
        }
        Path output = Files.createTempFile("redis-version", ".txt");
        try {
            Process process = run(output, "--version");
            return process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && VERSION.matcher(Files.readString(output)).matches();
        } finally {
            Files.delete(output);
        }
    }

    private static Process run(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", RUN, "bash"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    private String output() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(endWithUs);
        kill();
        await().until(() -> !process.isAlive());
        RafkaTester.deleteAll(directory);
    }
}
