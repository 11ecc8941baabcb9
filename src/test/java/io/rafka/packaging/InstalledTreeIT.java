package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RafkaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tar.gz of {@code mvn package}, unpacked somewhere. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InstalledTreeIT {
    private static final Path JVMS = Path.of("/usr/lib/jvm");
    private static final int OLDEST = 17;

    private static Path home;
    private static Path link;

    /** A space in a name, and a link to the launcher as somebody has it in a folder of PATH. */
    @BeforeAll
    static void unpack(@TempDir Path directory) throws Exception {
        home = BuiltPackages.unpack(directory.resolve("some folder"));
        // As where nothing can be written: no archive of classes is made.
        Files.writeString(home.resolve("archive"), "");
        link = Files.createSymbolicLink(directory.resolve("rafka"), home.resolve("bin/rafka"));
    }

    /** This JVM's, and those that Debian's folder has. */
    static List<Path> jdks() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        if (Files.notExists(JVMS)) {
            return List.of(own);
        }
        try (Stream<Path> folders = Files.list(JVMS)) {
            return Stream.concat(
                            Stream.of(own),
                            folders.filter(InstalledTreeIT::isNewEnough).map(InstalledTreeIT::real))
                    .distinct()
                    .toList();
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isNewEnough(Path folder) {
        Path release = folder.resolve("release");
        try {
            return Files.isExecutable(folder.resolve("bin/java"))
                    && Files.exists(release)
                    && Files.readAllLines(release).stream()
                            .filter(line -> line.startsWith("JAVA_VERSION="))
                            .map(line -> line.replaceAll("[^0-9.]", "").replaceFirst("\\..*", ""))
                            .anyMatch(version -> Integer.parseInt(version) >= OLDEST);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void itRunsOnThisJdk(Path jdk, @TempDir Path elsewhere) throws Exception {
        List<String> command = List.of(link.toString(), "--host=127.0.0.1", "--port=0");
        try (RafkaProcess rafka = RafkaProcess.run(elsewhere, Map.of("JAVA_HOME", jdk.toString()), command)) {
            Sessions.produceAndConsume(rafka.awaitReady(), "t");
            String version = Files.readAllLines(jdk.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("[^0-9.]", "");
            assertThat(rafka.output())
                    .contains(" on Java " + version)
                    // Nor does the JVM complain of an option, or of what libraries do.
                    .doesNotContain("preparing a faster start", "WARN", "warning", "Unrecognized");
            rafka.terminate();
            assertThat(rafka.awaitExit()).as(rafka.output()).isZero();
        }
        assertThat(elsewhere.resolve("data")).isDirectory();
    }

    @Test
    void itsConfigurationToBeginWithIsRight() throws Exception {
        Path conf = home.resolve("conf");

        String output = ProgramRun.output(conf, link.toString(), "--config", "rafka.json", "--check-config");

        assertThat(output).endsWith("rafka.json: OK\n").doesNotContain("no effect");
        // JSON has no comments, so that each name must be explained in the text beside it.
        assertThat(Files.readString(conf.resolve("README")))
                .contains(names(Files.readString(conf.resolve("rafka.json"))));
    }

    private static List<String> names(String json) {
        return Stream.of(json.split("\n"))
                .filter(line -> line.contains("\": ") && !line.endsWith("{"))
                .map(line -> line.strip().substring(1).replaceFirst("\".*", ""))
                .toList();
    }

    /** Whoever unpacks it as root must not own files of somebody who built it, or have some that others can write. */
    @Test
    void itBelongsToRootAndIsReadableByAll() throws Exception {
        String tarball = BuiltPackages.tarball().toString();
        List<String> entries =
                ProgramRun.output(home, "tar", "-tvzf", tarball).lines().toList();

        assertThat(entries)
                .hasSizeGreaterThan(80)
                .allSatisfy(entry -> assertThat(entry).matches("(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) root/root .*"));
        assertThat(entries.stream()
                        .filter(entry -> entry.startsWith("-rwx"))
                        .map(entry -> entry.replaceFirst(".*/", "")))
                .containsExactlyInAnyOrder("rafka", "archive", "health");
    }

    @Test
    void itHasWhatTheReadmeLinksTo() throws IOException {
        String readme = Files.readString(home.resolve("README.md"));

        assertThat(Stream.of(readme.split("\\]\\("))
                        .skip(1)
                        .map(part -> part.replaceFirst("[)#].*(?s).*", ""))
                        .filter(target -> !target.startsWith("src/") && !target.equals("CONTRIBUTING.md")))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(home.resolve(target)).exists());
    }
}
