package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.LauncherScripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
    private static final long MAX_NEW_SIZE = 192 << 20;

    private static final Path FIND_MEMORY =
            Path.of("src/dist/launcher/memory.bash").toAbsolutePath();

    @TempDir
    private Path home;

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** What the JVM makes of the options that the launcher gives it on a machine with so many MB; none if unknown. */
    private String flags(String options, String megabytes, String limit) throws IOException, InterruptedException {
        Path java = home.resolve("jdk/bin/java");
        Files.createDirectories(java.resolveSibling(""));
        Path script = LauncherScripts.copyTo(home);
        Files.createDirectories(home.resolve("target/lib"));
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("target/rafka.jar"), "");
        Files.writeString(
                home.resolve("src/dist/launcher/memory.bash"),
                "find_memory() { memory='" + megabytes + "' memory_limit='" + limit + "'; }\n");
        Files.writeString(java, """
                #!/usr/bin/env bash
                real=%s/bin/java options=()
                [[ $1 != -version ]] || exec "$real" -version
                for option; do [[ $option != -jar ]] || break; options+=("$option"); done
                exec "$real" "${options[@]}" -XX:+PrintFlagsFinal -version
                """.formatted(System.getProperty("java.home")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return run(Map.of("JAVA_HOME", home.resolve("jdk").toString(), "RAFKA_JAVA_OPTS", options), script.toString());
    }

    private static long bytes(String flags, String name) {
        Matcher flag = Pattern.compile(" " + name + " += (\\d+)").matcher(flags);
        assertThat(flag.find()).as("%s in %s", name, flags).isTrue();
        return Long.parseLong(flag.group(1));
    }

    /** The rest is for what stays: with none of it, rafka would not come up. */
    @ParameterizedTest
    @CsvSource({
        "-Xmx40m, 64000, ''",
        "-Xmx192m, 64000, ''",
        "-XX:MaxHeapSize=192m, 64000, ''",
        "-ea -XX:MaxRAM=400m, 64000, ''",
        "-XX:MaxRAM=8g -XX:MaxRAMPercentage=1.5, 64000, ''",
        "-Xms256m -Xmx256m, 64000, ''",
        "'', 512, 512",
        "'', 1000, 1000",
        "'', 2303, 2303",
        "'', 2304, 2304",
        "'', 4096, 4096",
        "-ea, 4096, 4096",
    })
    void neitherGenerationIsWithoutRoom(String options, String megabytes, String limit) throws Exception {
        String flags = flags(options, megabytes, limit);

        long heap = bytes(flags, "MaxHeapSize");
        assertThat(bytes(flags, "MaxNewSize")).isBetween(Math.min(heap / 4, 100L << 20), heap / 2);
    }

    @ParameterizedTest
    @CsvSource({"'', 64000, ''", "-ea -Xms1g, 64000, ''", "-XX:+UseSerialGC, 4096, 4096"})
    void whatIsNewTakesNoMoreThanItNeedsOfALargeHeap(String options, String megabytes, String limit) throws Exception {
        assertThat(bytes(flags(options, megabytes, limit), "MaxNewSize")).isEqualTo(MAX_NEW_SIZE);
    }

    /** What stays has room from the start, but what is new is small as long as there is little. */
    @ParameterizedTest
    @CsvSource({"'', 4096, 256, 4", "'', 2303, 12, 4", "-Xms64m, 4096, 64, 4", "-XX:+UseSerialGC, 4096, 12, 4"})
    void theHeapBeginsWithRoomForWhatStays(String options, String megabytes, int initial, int mostOfItNew)
            throws Exception {
        String flags = flags(options, megabytes, megabytes);

        assertThat(bytes(flags, "InitialHeapSize")).isEqualTo((long) initial << 20);
        assertThat(bytes(flags, "NewSize")).isLessThanOrEqualTo((long) mostOfItNew << 20);
    }

    /** Some JVMs see only the limit of the innermost group. */
    @Test
    void theHeapIsAPartOfWhatControlGroupsAllow() throws Exception {
        assertThat(bytes(flags("", "1000", "1000"), "MaxHeapSize")).isEqualTo(250 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx1g", "-Xmn64m", "@%s", "-XX:Flags=%s", "-XX:MaxRAMPercentage=50"})
    void whoSizesTheHeapDoesAllOfIt(String option, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("options"), "");
        String flags = flags(option.formatted(file), "64000", "1000");

        assertThat(flags)
                .doesNotContainPattern("MaxNewSize += " + MAX_NEW_SIZE + " ")
                .doesNotContainPattern("MaxRAM += 1048576000 ");
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

        String ofGroup = megabytes.equals("2000") ? "" : megabytes;
        assertThat(memory(home)).isEqualTo(megabytes + " " + ofGroup);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MemTotal:", "MemTotal: many kB\n"})
    void saysNothingWhereItCannotKnow(String meminfo) throws Exception {
        assertThat(memory(home)).isEqualTo(" ");

        write("proc/meminfo", meminfo);

        assertThat(memory(home)).isEqualTo(" ");
    }

    private static String memory(Path root) throws IOException, InterruptedException {
        String script = "set -euo pipefail; . '" + FIND_MEMORY + "'; find_memory '" + root
                + "'; printf '%s %s' \"$memory\" \"$memory_limit\"";
        return run(Map.of(), "bash", "-c", script);
    }

    private void write(String file, String content) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, content);
    }
}
