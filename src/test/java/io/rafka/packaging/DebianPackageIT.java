package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The .deb, and its service. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DebianPackageIT {
    /** {@code ./test} says by it whether what this test needs is missing. If it is not set, as with mvn, we look. */
    private static final String MISSING = "rafka.debian.missing";

    private static final List<String> TOOLS =
            List.of("debootstrap", "dpkg-deb", "dpkg-shlibdeps", "apt-get", "unshare");
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    /** In tenths; what systemd itself calls OK is up to 40, and a service that nobody has hardened has 96. */
    private static final int WORST_EXPOSURE = 20;

    private static boolean canInstall() throws IOException, InterruptedException {
        String missing = System.getProperty(MISSING);
        if (missing != null) {
            return !Boolean.parseBoolean(missing);
        }
        for (String tool : TOOLS) {
            if (!ProgramRun.exists(tool)) {
                return false;
            }
        }
        return ProgramRun.output(TARGET, "id", "-u").strip().equals("0");
    }

    /** This machine's own: the image is linked with a Java that needs a C library as new as here. */
    private static String suite() throws IOException {
        return Files.readAllLines(Path.of("/etc/os-release")).stream()
                .filter(line -> line.startsWith("VERSION_CODENAME="))
                .map(line -> line.replaceFirst(".*=", ""))
                .findFirst()
                .orElseThrow();
    }

    /** What it looks at is in the script, and in its output. */
    @Test
    void itIsInstalledUsedAndRemovedInANewDebian() throws Exception {
        assumeTrue(canInstall(), "there is no root, or no debootstrap");
        BuiltPackages.tarball();
        ProgramRun.output(TARGET.resolveSibling(""), "dist/deb");
        Path deb;
        try (Stream<Path> files = Files.list(TARGET)) {
            deb = files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow();
        }
        Path script = Path.of("src/test/packaging/in-chroot").toAbsolutePath();
        Path directory = Files.createTempDirectory(TARGET, "chroot");

        ProgramRun run =
                ProgramRun.of(TARGET, Map.of(), script.toString(), deb.toString(), suite(), directory.toString());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(
                        "ok: apt-get install\n",
                        "ok: a record is produced and consumed\n",
                        "ok: it ends in order\n",
                        "ok: nothing is left\n")
                .doesNotContain("FAILED");
        assertThat(directory).doesNotExist();
    }

    @Test
    void itsServiceIsHardened() throws Exception {
        assumeTrue(ProgramRun.exists("systemd-analyze"), "there is no systemd-analyze");
        ProgramRun run = ProgramRun.of(
                Path.of("dist/debian"),
                Map.of(),
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=" + WORST_EXPOSURE,
                "rafka.service");

        assertThat(run.status()).as(run.output()).isZero();
    }
}
