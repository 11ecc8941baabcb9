package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bill of materials and the licences of what is installed, and that the build ends with what must not be in it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LicencesIT {
    private static final Path SOURCE = Path.of("src/build").toAbsolutePath();

    private static Path home;

    @BeforeAll
    static void unpack(@TempDir Path directory) throws Exception {
        home = BuiltPackages.unpack(directory);
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void theBillOfMaterialsHasEveryLibrary() throws IOException {
        JsonNode bill =
                new ObjectMapper().readTree(home.resolve("rafka.cdx.json").toFile());

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("rafka");
        List<String> names = StreamSupport.stream(bill.path("components").spliterator(), false)
                .map(one ->
                        one.path("name").asText() + "-" + one.path("version").asText())
                .toList();
        assertThat(libraries())
                .hasSizeGreaterThan(50)
                .allSatisfy(library -> assertThat(names).anyMatch(library::startsWith));
        assertThat(names).noneMatch(name -> name.startsWith("junit"));
    }

    @Test
    void theReportHasEveryLibraryWithItsLicence() throws IOException {
        String report = Files.readString(home.resolve("THIRD-PARTY"));

        assertThat(libraries()).allSatisfy(library -> assertThat(report).contains("\n" + library + "\n    "));
        assertThat(report)
                .contains(
                        "logback-core-",
                        "LGPL-2.1-only (of EPL-2.0, GNU Lesser General Public License)",
                        "GNU LESSER GENERAL PUBLIC LICENSE",
                        "Apache License",
                        "Copyright (c) 2009 The Go Authors",
                        "The Legion of the Bouncy Castle",
                        "Protocol Buffer compiler");
        assertThat(home.resolve("LICENSE")).content().contains("GNU GENERAL PUBLIC LICENSE", "Version 3");
    }

    /** The build runs this program, which must fail for a rule that is taken away. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accept . Go License .*                 | com.google.re2j:re2j: not known to go together with GPL-3: [Go License]
            accept . GNU Lesser .*                 | ch.qos.logback:logback-core: not known to go together with GPL-3
            text . com.google.re2j:re2j .*         | com.google.re2j:re2j: brings no text of its licence
            """)
    void theBuildEndsWithoutThisRule(String rule, String message, @TempDir Path directory) throws Exception {
        ProgramRun.output(directory, "cp", "-r", SOURCE.resolve("licences").toString(), directory.toString());
        String rules = Files.readString(SOURCE.resolve("licences.txt"));
        String fewer = rules.replaceAll("(?m)^" + rule + "$", "");
        assertThat(fewer).isNotEqualTo(rules);
        Files.writeString(directory.resolve("licences.txt"), fewer);

        ProgramRun run = thirdParty(directory);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains(message);
        assertThat(directory.resolve("THIRD-PARTY")).doesNotExist();
    }

    @Test
    void theBuildEndsWithALibraryThatNobodyKnows(@TempDir Path directory) throws Exception {
        ProgramRun.output(directory, "cp", "-r", SOURCE + "/licences", SOURCE + "/licences.txt", directory.toString());
        Path stranger = Files.copy(home.resolve("rafka.jar"), home.resolve("lib/stranger-1.jar"));
        try {
            ProgramRun run = thirdParty(directory);

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.output()).contains("stranger-1.jar: is in no bill of materials");
        } finally {
            Files.delete(stranger);
        }
    }

    private static ProgramRun thirdParty(Path rules) throws IOException, InterruptedException {
        return ProgramRun.of(
                rules,
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                home.resolve("lib") + "/*",
                SOURCE.resolve("ThirdParty.java").toString(),
                rules.toString(),
                home.resolve("rafka.cdx.json").toString(),
                home.resolve("lib").toString(),
                rules.resolve("THIRD-PARTY").toString());
    }
}
