package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code ./rafka} shares out the JVM's heap, and by how much memory it goes. */
class LauncherMemoryIT {
    private static final Path FIND_MEMORY = Path.of("dev/memory.bash").toAbsolutePath();

    @TempDir
    private Path home;

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** What the JVM makes of the options that the launcher gives it. */
    private String flags(String options) throws IOException, InterruptedException {
        Path java = home.resolve("jdk/bin/java");
        Files.createDirectories(java.resolveSibling(""));
        Files.createDirectories(home.resolve("dev"));
        Files.createDirectories(home.resolve("target/lib"));
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("target/rafka.jar"), "");
        Files.copy(FIND_MEMORY, home.resolve("dev/memory.bash"));
        Files.writeString(java, """
                #!/usr/bin/env bash
                real=%s/bin/java options=()
                [[ $1 != -version ]] || exec "$real" -version
                for option; do [[ $option != -jar ]] || break; options+=("$option"); done
                exec "$real" "${options[@]}" -XX:+PrintFlagsFinal -version
                """.formatted(System.getProperty("java.home")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path script = Files.copy(Path.of("rafka"), home.resolve("rafka"));
        return run(Map.of("JAVA_HOME", home.resolve("jdk").toString(), "RAFKA_JAVA_OPTS", options), script.toString());
    }

    private static long bytes(String flags, String name) {
        Matcher flag = Pattern.compile(" " + name + " += (\\d+)").matcher(flags);
        assertThat(flag.find()).as("%s in %s", name, flags).isTrue();
        return Long.parseLong(flag.group(1));
    }

    /** The rest is for what stays: with none of it, rafka would not come up. */
    @ParameterizedTest
    @ValueSource(
            strings = {"-Xmx40m", "-Xmx128m", "-XX:MaxHeapSize=128m", "-ea -XX:MaxRAM=400m", "-XX:MaxRAMPercentage=0.5"
            })
    void whatIsNewTakesHalfOfASmallHeapAtMost(String options) throws Exception {
        String flags = flags(options);

        assertThat(2 * bytes(flags, "MaxNewSize")).isLessThanOrEqualTo(bytes(flags, "MaxHeapSize"));
    }

    @Test
    void whatIsNewTakesNoMoreThanItNeedsOfALargeHeap() throws Exception {
        String flags = flags("");

        long third = bytes(flags, "MaxHeapSize") / 3;
        // The JVM rounds to what it can manage.
        assertThat(bytes(flags, "MaxNewSize")).isLessThanOrEqualTo(Math.min(128 << 20, third + (1 << 20)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // group of the process | file with a limit | its content | MB
                "none                    | none                                       | none                | 2000",
                "0::/                    | memory.max                                 | max                 | 2000",
                "0::/                    | memory.max                                 | 536870912           | 512",
                "0::/system.slice/rafka  | system.slice/rafka/memory.max              | 536870912           | 512",
                "0::/system.slice/rafka  | system.slice/memory.max                    | 268435456           | 256",
                "0::/pods/of-the-host    | memory.max                                 | 536870912           | 512",
                "0::/system.slice/rafka  | system.slice/another/memory.max            | 536870912           | 2000",
                "0::/                    | memory.max                                 | 99999999999         | 2000",
                "4:memory:/docker/a:b    | memory/docker/a:b/memory.limit_in_bytes    | 536870912           | 512",
                "4:cpu,memory:/          | memory/memory.limit_in_bytes               | 9223372036854771712 | 2000",
                "4:cpu,memory:/          | memory/memory.limit_in_bytes               | 134217728           | 128",
                "4:cpuset:/              | memory/memory.limit_in_bytes               | 134217728           | 2000",
            })
    void findsTheLeastThatIsAllowed(String group, String file, String limit, String megabytes) throws Exception {
        write("proc/meminfo", "MemTotal:        2048000 kB\nMemFree:          100000 kB\n");
        if (group != null) {
            write("proc/self/cgroup", "9:pids:/somewhere\n" + group + "\n");
            write("sys/fs/cgroup/" + file, limit + "\n");
        }

        assertThat(memory(home)).isEqualTo(megabytes);
    }

    @Test
    void saysNothingWhereItCannotKnow() throws Exception {
        assertThat(memory(home)).isEmpty();
    }

    private static String memory(Path root) throws IOException, InterruptedException {
        String script = "set -euo pipefail; . '" + FIND_MEMORY + "'; find_memory '" + root + "'; printf %s \"$memory\"";
        return run(Map.of(), "bash", "-c", script);
    }

    private void write(String file, String content) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, content);
    }
}
