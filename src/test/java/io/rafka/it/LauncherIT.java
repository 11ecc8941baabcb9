package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.LauncherScripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code ./rafka}, where it refuses before there is a JVM. */
class LauncherIT {
    private static String run(Path directory, Map<String, String> environment, int expectedStatus)
            throws IOException, InterruptedException {
        Path script = LauncherScripts.copyTo(directory);
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "-v").redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(expectedStatus);
        return output;
    }

    private static Path executable(Path file, String script) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void anOldJdkIsOneClearLine(@TempDir Path directory) throws Exception {
        Path java = executable(directory.resolve("jdk/bin/java"), """
                #!/bin/sh
                echo 'openjdk version "11.0.20" 2023-07-18' >&2
                """);
        assertThat(run(directory, Map.of("JAVA_HOME", directory.resolve("jdk").toString()), 1))
                .isEqualTo("rafka: " + java + " is Java 11; a JDK 17 or newer is needed\n");
    }

    @Test
    void noJavaIsOneClearLine(@TempDir Path directory) throws Exception {
        assertThat(run(directory, Map.of("JAVA_HOME", "/no/such/jdk"), 1))
                .isEqualTo("rafka: no Java found (/no/such/jdk/bin/java); a JDK 17 or newer is needed, in PATH or"
                        + " JAVA_HOME\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "-XX:+UseSerialGC, false",
        "-Xmx1g -XX:+UseG1GC -ea, false",
        "-XX:+UseStringDeduplication -Dname=GC, true",
    })
    void aCollectorOfOnesOwnIsTheOnlyOne(String options, boolean ours, @TempDir Path directory) throws Exception {
        executable(directory.resolve("jdk/bin/java"), """
                #!/bin/sh
                [ "$1" = -version ] && { echo 'openjdk version "17.0.1" 2021-10-19' >&2; exit; }
                echo "$@"
                """);
        Files.createDirectories(directory.resolve("target/lib"));
        Files.createDirectories(directory.resolve("src/main"));
        Files.writeString(directory.resolve("pom.xml"), "");
        Files.writeString(directory.resolve("target/rafka.jar"), "");
        Map<String, String> environment =
                Map.of("JAVA_HOME", directory.resolve("jdk").toString(), "RAFKA_JAVA_OPTS", options);
        assertThat(run(directory, environment, 0).contains("-XX:+UseParallelGC"))
                .isEqualTo(ours);
    }

    @Test
    void aBuildIsUsedAsLongAsNoSourceIsNewer(@TempDir Path directory) throws Exception {
        executable(directory.resolve("jdk/bin/java"), """
                #!/bin/sh
                [ "$1" = -version ] && { echo 'openjdk version "17.0.1" 2021-10-19' >&2; exit; }
                echo running
                """);
        executable(directory.resolve("bin/mvn"), """
                #!/bin/sh
                echo built
                mkdir -p target/lib && touch target/rafka.jar
                """);
        Files.createDirectories(directory.resolve("src/main"));
        Files.writeString(directory.resolve("pom.xml"), "");
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                directory.resolve("jdk").toString(),
                "PATH",
                directory.resolve("bin") + ":" + System.getenv("PATH"));
        assertThat(run(directory, environment, 0)).contains("built").endsWith("running\n");
        assertThat(run(directory, environment, 0)).isEqualTo("running\n");
        Path source = Files.writeString(directory.resolve("src/main/New.java"), "");
        Path jar = directory.resolve("target/rafka.jar");
        Files.setLastModifiedTime(
                source, FileTime.fromMillis(Files.getLastModifiedTime(jar).toMillis() + 1_000));
        assertThat(run(directory, environment, 0)).contains("built").endsWith("running\n");
    }
}
