package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.LauncherScripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives of classes with which {@code ./rafka} starts faster: nothing depends on them. */
class LauncherArchiveIT {
    private static final String VERSION = "rafka \\S+\n";
    private static final String PREPARING = "rafka: preparing a faster start with Java [0-9.]+, once \\.\\.\\.\n";
    /** The JVM's log of classes, for the one that comes first. */
    private static final Map<String, String> SHOW_CLASSES = Map.of("RAFKA_JAVA_OPTS", "-Xlog:class+load");

    private static final String FROM_ARCHIVE = "io.rafka.Rafka source: shared objects file (top)";
    private static final String FROM_JAR = "io.rafka.Rafka source: file:";

    @TempDir
    private Path home;

    private Path jar;
    private Path archives;

    @BeforeEach
    void install() throws IOException {
        Path built = Path.of(System.getProperty("rafka.jar", "target/rafka.jar"));
        jar = home.resolve("target/rafka.jar");
        archives = home.resolve("target/archive");
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("target"));
        Files.writeString(home.resolve("pom.xml"), "");
        LauncherScripts.copyTo(home);
        Files.createSymbolicLink(
                home.resolve("target/lib"), built.resolveSibling("lib").toAbsolutePath());
        Files.copy(built, jar);
        // Older than any jar, so that nothing is built.
        Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.fromMillis(0));
        Files.setLastModifiedTime(home.resolve("src/main"), FileTime.fromMillis(0));
    }

    /** JUnit warns of links that it meets. */
    @AfterEach
    void removeLink() throws IOException {
        Files.delete(home.resolve("target/lib"));
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("rafka").toString(), "-v").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private String run(Map<String, String> environment) throws IOException, InterruptedException {
        return output(start(environment));
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(archives)) {
            return files.sorted().toList();
        }
    }

    @Test
    void archivesAreMadeOnceAndUsed() throws Exception {
        // Settings are not for the runs that the archives are made of.
        assertThat(run(Map.of("RAFKA_REQUIREPASS", "secret", "RAFKA_PORT", "1")))
                .matches(PREPARING + VERSION);
        assertThat(archives())
                .extracting(file -> file.getFileName().toString().replaceFirst(".*-", ""))
                .containsExactly("cluster.jsa", "embedded.jsa");
        assertThat(archives()).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(run(Map.of())).matches(VERSION);
        assertThat(run(SHOW_CLASSES)).contains(FROM_ARCHIVE);
    }

    @Test
    void severalMayStartWhileThereIsNone() throws Exception {
        Process one = start(Map.of());
        Process other = start(Map.of());
        assertThat(output(one)).matches(PREPARING + VERSION);
        assertThat(output(other)).matches("(" + PREPARING + ")?" + VERSION);
        assertThat(archives()).hasSize(2);
        assertThat(run(SHOW_CLASSES)).contains(FROM_ARCHIVE);
    }

    @Test
    void anArchiveThatDoesNotFitIsNeitherUsedNorMentioned() throws Exception {
        run(Map.of());
        // Of another jar, as the JVM sees it: by size and time.
        Files.setLastModifiedTime(jar, FileTime.fromMillis(System.currentTimeMillis() - 3_600_000));
        assertThat(run(Map.of())).matches(VERSION);
        assertThat(run(SHOW_CLASSES)).contains(FROM_JAR);
        for (Path archive : archives()) {
            Files.delete(archive);
            Files.writeString(archive, "garbage");
        }
        assertThat(run(Map.of())).matches(VERSION);
        // It is not made anew either, until there is a new jar.
        assertThat(archives()).allSatisfy(archive -> assertThat(archive).hasContent("garbage"));
    }

    @Test
    void itRunsWhereNoArchiveCanBeMade() throws Exception {
        Files.writeString(archives, "a file where the folder would be");
        assertThat(run(Map.of())).matches(VERSION);
    }

    @Test
    void oneThatFailsIsNotTriedAgain() throws Exception {
        Files.writeString(home.resolve("src/dist/launcher/archive"), """
                #!/bin/sh
                mkdir -p "$3" && touch "$3/$4-embedded.jsa" "$3/$4-cluster.jsa"
                """);
        assertThat(run(Map.of())).matches(PREPARING + VERSION);
        assertThat(run(Map.of())).matches(VERSION);
    }

    @Test
    void nobodyCanUseTheRunsThatTheyAreMadeOf() throws Exception {
        Path java = Files.writeString(home.resolve("java"), """
                #!/bin/sh
                echo "$RAFKA_REQUIREPASS $RAFKA_PORT $*" >"%s"
                """.formatted(home.resolve("seen")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("src/dist/launcher/archive").toString(),
                        java.toString(),
                        jar.toString(),
                        archives.toString(),
                        "name")
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("RAFKA_REQUIREPASS", "given", "RAFKA_PORT", "1"));
        output(builder.start());
        assertThat(home.resolve("seen")).content().matches("[0-9a-f]{32}  .*--host 127\\.0\\.0\\.1 .*\n");
        assertThat(archives()).hasSize(2).allSatisfy(file -> assertThat(file).isEmptyFile());
    }
}
