package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that has come to its end.
 *
 * @param status of its exit
 * @param output to both of its streams
 */
record ProgramRun(int status, String output) {
    private static final Duration LONGEST = Duration.ofMinutes(8);

    /** Runs it in this folder, with these variables beside our own. */
    static ProgramRun of(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("program", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended;
            try {
                process.getOutputStream().close();
                ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
            } finally {
                // Also if we are interrupted. A script can clean up then, as it cannot after SIGKILL.
                process.destroy();
            }
            String output = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(ended)
                    .as("%s ends; it has said: %s", String.join(" ", command), output)
                    .isTrue();
            return new ProgramRun(process.exitValue(), output);
        } finally {
            Files.delete(log);
        }
    }

    /** The output of one that succeeds. */
    static String output(Path directory, String... command) throws IOException, InterruptedException {
        ProgramRun run = of(directory, Map.of(), command);
        assertThat(run.status()).as(run.output()).isZero();
        return run.output();
    }

    /** Whether there is such a program. */
    static boolean exists(String program) throws IOException, InterruptedException {
        return of(Path.of("."), Map.of(), "bash", "-c", "command -v " + program).status() == 0;
    }
}
