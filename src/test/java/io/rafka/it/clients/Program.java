package io.rafka.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running command of a client's folder.
 *
 * <p>Threading: standard output is read on a thread of its own, because a compiler's daemon may keep it open when the
 * program itself has ended.
 */
final class Program implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LAST_LINES = Duration.ofSeconds(5);

    /** What the program may ask for. */
    @FunctionalInterface
    interface Restart {
        void run() throws Exception;
    }

    private final String command;
    private final Process process;
    private final Path errors;
    private final Restart restart;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;
    private volatile @Nullable Throwable failure;

    private Program(String command, Process process, Path errors, Restart restart) {
        this.command = command;
        this.process = process;
        this.errors = errors;
        this.restart = restart;
        reader = new Thread(this::read, "output of " + command);
        reader.setDaemon(true);
    }

    /**
     * Starts it, by bash.
     *
     * @param errors where its standard error goes
     * @param arguments added to the command
     * @param restart what the line {@code restart} of its standard output asks for
     */
    static Program start(Path folder, Path errors, String command, List<String> arguments, Restart restart)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("bash", "-c", command + " \"$@\"", "bash"));
        words.addAll(arguments);
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        Program program =
                new Program(folder + ": " + command + " " + String.join(" ", arguments), process, errors, restart);
        program.reader.start();
        return program;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null) {
                lines.add(line);
                if (line.equals(Transcript.RESTART)) {
                    restart.run();
                    process.getOutputStream().write('\n');
                    process.getOutputStream().flush();
                }
                line = output.readLine();
            }
        } catch (Exception | AssertionError e) {
            failure = e;
            destroy();
        }
    }

    /**
     * Writes a line, and waits for the next one of its standard output.
     *
     * @throws AssertionError if the program ends instead, or does not answer in time
     */
    String ask(String line) throws IOException {
        int before = lines.size();
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .alias("answer of " + command + " to: " + line)
                .until(() -> lines.size() > before || !reader.isAlive());
        if (lines.size() == before) {
            return fail(command + " has ended, and was asked: " + line + said());
        }
        return lines.get(before);
    }

    /** Waits for the end, which must be a good one, and returns the lines of its standard output. */
    List<String> awaitSuccess() throws InterruptedException {
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return fail(command + " is not done in " + LIMIT.toSeconds() + " s" + said());
        }
        reader.join(LAST_LINES.toMillis());
        Throwable cause = failure;
        if (cause != null) {
            throw new AssertionError("while running " + command + said(), cause);
        }
        assertThat(process.exitValue())
                .as(() -> "exit status of " + command + said())
                .isZero();
        return List.copyOf(lines);
    }

    /** Whether it ends well within the limit. */
    boolean succeeds() throws InterruptedException {
        return process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    }

    /** For the message of a failure. */
    String said() {
        try {
            String rest = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
            return "\n--- standard output:\n" + String.join("\n", lines) + "\n--- standard error:\n" + rest + "---\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what is still running of it. */
    @Override
    public void close() {
        destroy();
    }

    private void destroy() {
        List<ProcessHandle> tree = new ArrayList<>();
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(tree::add);
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
