package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Redis clients, each in its own language: the programs of src/test/clients.
 *
 * <p>{@code ./test} looks which clients there are, and names those that are missing in {@code rafka.clients.missing}.
 * If the property is not set, as with a plain {@code mvn verify}, the test looks itself.
 */
@ExtendWith(RafkaExtension.class)
class ClientsIT {
    private static final Path PROGRAMS = Path.of("src/test/clients");
    private static final int PARTITIONS = 4;
    /** Of a program, in seconds. */
    private static final long LIMIT = 60;

    @TempDir
    private Path temporary;

    @Test
    void redisCli(RafkaTester tester) throws Exception {
        requireClient("redis-cli", "redis-cli", "--version");
        runProgram(tester, "redis-cli", "bash", "produce-consume.sh");
    }

    // The system's Python and Ruby, which have Debian's client libraries; another may come first in PATH.

    @Test
    void redisPy(RafkaTester tester) throws Exception {
        requireClient("redis-py", "/usr/bin/python3", "-c", "import redis");
        runProgram(tester, "redis-py", "/usr/bin/python3", "produce_consume.py");
    }

    @Test
    void redisRb(RafkaTester tester) throws Exception {
        requireClient("redis-rb", "/usr/bin/ruby", "-e", "require 'redis'");
        runProgram(tester, "redis-rb", "/usr/bin/ruby", "produce_consume.rb");
    }

    @Test
    void ioredis(RafkaTester tester) throws Exception {
        requireClient("ioredis", "node", "-e", "require('ioredis')");
        runProgram(tester, "ioredis", "node", "produce_consume.js");
    }

    /** Skips the test if the client is missing; in a CI, fails instead. */
    private void requireClient(String client, String... probe) throws Exception {
        String missing = System.getProperty("rafka.clients.missing");
        if (missing != null) {
            assumeTrue(!List.of(missing.split(",", -1)).contains(client), "./test has not found " + client);
            return;
        }
        String reason = client + " is missing: " + String.join(" ", probe) + " fails";
        boolean there = works(client, probe);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(reason).isTrue();
        }
        assumeTrue(there, reason);
    }

    private boolean works(String client, String... probe) throws Exception {
        try {
            return run(client, List.of(probe)).status() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private void runProgram(RafkaTester tester, String client, String interpreter, String program) throws Exception {
        List<String> arguments = List.of(
                interpreter,
                program,
                "127.0.0.1",
                String.valueOf(tester.port()),
                tester.createTopic(client, PARTITIONS),
                RafkaTester.unique("group"));
        Outcome outcome = run(client, arguments);
        assertThat(outcome.status())
                .as(() -> String.join(" ", arguments) + " said:\n" + outcome.output())
                .isZero();
    }

    private record Outcome(int status, String output) {}

    private Outcome run(String client, List<String> arguments) throws IOException, InterruptedException {
        // A file, as nobody has to read it while the program runs.
        Path output = Files.createTempFile(temporary, client, ".out");
        Process process = new ProcessBuilder(arguments)
                .directory(PROGRAMS.resolve(client).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT, TimeUnit.SECONDS)) {
                fail(String.join(" ", arguments) + " is not done in " + LIMIT + " s, and said:\n"
                        + Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            destroy(process);
        }
    }

    private static void destroy(Process process) {
        List<ProcessHandle> tree = new ArrayList<>();
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(tree::add);
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
