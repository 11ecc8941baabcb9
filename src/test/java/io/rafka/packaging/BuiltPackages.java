package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build has made for those who install. */
final class BuiltPackages {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String TARBALL = "rafka-[0-9.]+(-SNAPSHOT)?\\.tar\\.gz";

    private BuiltPackages() {}

    /**
     * The archive that {@code mvn package} makes. Who builds with {@code -Ddist.skip} has none to test, but CI must.
     */
    static Path tarball() throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(TARGET)) {
            found = files.filter(file -> file.getFileName().toString().matches(TARBALL))
                    .toList();
        }
        if (found.isEmpty() && !"true".equals(System.getenv("CI"))) {
            assumeTrue(false, "there is no tar.gz in target, as after a build with -Ddist.skip");
        }
        assertThat(found).as("the tar.gz in target").hasSize(1);
        return found.get(0);
    }

    /** Unpacks it as users do; returns the tree. */
    static Path unpack(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        ProgramRun.output(directory, "tar", "-xzf", tarball().toString());
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    /** Makes the image with a Java of its own; returns its tree. */
    static Path makeImage() throws IOException, InterruptedException {
        tarball();
        ProgramRun.output(Path.of("."), "dist/image");
        try (Stream<Path> files = Files.list(TARGET.resolve("image"))) {
            return files.findFirst().orElseThrow();
        }
    }
}
