package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who builds the same source gets the same bytes, and can see that what somebody else has built is of it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReproducibleBuildIT {
    private static final List<String> SOURCES = List.of(
            ".mvn", "pom.xml", "src", "docs", "monitoring", "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE");

    @Test
    void aBuildInAnotherFolderAtAnotherTimeHasTheSameBytes(@TempDir Path directory) throws Exception {
        Path tarball = BuiltPackages.tarball();
        Path jar = tarball.resolveSibling("rafka.jar");
        assumeTrue(ProgramRun.exists("mvn"), "there is no mvn");
        for (String source : SOURCES) {
            ProgramRun.output(Path.of("."), "cp", "-r", source, directory.toString());
        }

        ProgramRun.output(
                directory, "mvn", "-B", "-q", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package");

        // A target that was built into over a longer time may have classes whose sources have gone: mvn clean.
        Path built = directory.resolve("target");
        assertThat(Files.mismatch(built.resolve("rafka.jar"), jar))
                .as("first byte of rafka.jar that differs")
                .isEqualTo(-1);
        assertThat(Files.mismatch(built.resolve(tarball.getFileName()), tarball))
                .as("first byte of %s that differs", tarball.getFileName())
                .isEqualTo(-1);
    }
}
