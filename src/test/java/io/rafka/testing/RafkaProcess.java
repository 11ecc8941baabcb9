package io.rafka.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** rafka as a user runs it: the jar, in a process of its own. */
public final class RafkaProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("listening on .* port (\\d+)");
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private RafkaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the process.
     *
     * @param directory where it runs, and has its log
     * @param arguments of the command line
     */
    public static RafkaProcess start(Path directory, String... arguments) throws IOException {
        return start(directory, List.of("-Xmx256m"), List.of(arguments));
    }

    /**
     * The same with options of one's own for the JVM, the size of the heap among them.
     *
     * @param directory where it runs, and has its log
     * @param jvmOptions before the jar
     * @param arguments of the command line
     */
    public static RafkaProcess start(Path directory, List<String> jvmOptions, List<String> arguments)
            throws IOException {
        return start(directory, Map.of(), jvmOptions, arguments);
    }

    /**
     * The same with variables of the environment.
     *
     * @param directory where it runs, and has its log
     * @param environment what is added to this process' own
     * @param jvmOptions before the jar
     * @param arguments of the command line
     */
    public static RafkaProcess start(
            Path directory, Map<String, String> environment, List<String> jvmOptions, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(withHangup());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", System.getProperty("rafka.jar", "target/rafka.jar")));
        command.addAll(arguments);
        return run(directory, environment, command);
    }

    /** What gives SIGHUP back to a process, if the tests run without, as under nohup: Java leaves it alone then. */
    private static List<String> withHangup() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean isIgnored = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1);
        return isIgnored ? List.of("env", "--default-signal=HUP") : List.of();
    }

    /**
     * The same by a command of one's own, as a launcher is.
     *
     * @param directory where it runs, and has its log
     * @param environment what is added to this process' own
     * @param command with its arguments
     */
    public static RafkaProcess run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = Files.createTempFile(directory, "rafka", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // There may be several; a test of that port gives it on the command line.
        builder.environment().putIfAbsent("RAFKA_ADMIN_PORT", "0");
        builder.environment().putAll(environment);
        return new RafkaProcess(builder.start(), log);
    }

    /** Waits for it to be ready, and returns its port. */
    public int awaitReady() {
        await().atMost(LONGEST_START).until(() -> output().contains("Ready") || !process.isAlive());
        Matcher matcher = PORT.matcher(output());
        if (!matcher.find() || !process.isAlive()) {
            throw new IllegalStateException("rafka did not start: " + output());
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process exists. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that it has printed. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Waits for the end; the exit status. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("rafka did not end: " + output());
        }
        return process.exitValue();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL, and waits for the end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
