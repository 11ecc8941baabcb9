package io.rafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rafka.config.ConfigException;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user is told about a file that is wrong, word by word: see {@code bad-files.txt}. */
class BadFilesTest {
    private static final String NAME = "librdkafka.json";
    private static final String SAID = "> ";
    /** Every secret in the table begins so. */
    private static final String SECRET = "hunter2";

    @TempDir
    private static Path directory;

    /** A file, and all that is said about it. */
    record BadFile(String title, String json, List<String> said) {
        static BadFile of(String block) {
            List<String> lines = block.lines().toList();
            List<String> content = lines.subList(1, lines.size()).stream()
                    .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                    .toList();
            return new BadFile(
                    lines.get(0),
                    content.stream().filter(line -> !line.startsWith(SAID)).collect(Collectors.joining("\n")),
                    content.stream()
                            .filter(line -> line.startsWith(SAID))
                            .map(line -> line.substring(SAID.length()))
                            .toList());
        }

        @Override
        public String toString() {
            return title;
        }
    }

    @BeforeAll
    static void writeCertificates() throws IOException {
        TestCertificates.create(directory);
        Files.createDirectory(directory.resolve("empty"));
    }

    static List<BadFile> table() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(BadFilesTest.class.getResourceAsStream("bad-files.txt"), "bad-files.txt")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^= ", -1)).skip(1).map(BadFile::of).toList();
        }
    }

    @Test
    void theTableIsReadWhole() throws IOException {
        assertThat(table())
                .hasSizeGreaterThan(120)
                .allSatisfy(file -> assertThat(file.said()).isNotEmpty().noneMatch(line -> line.contains(SECRET)));
        assertThat(table()).extracting(BadFile::title).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("table")
    void saysAllThatIsWrong(BadFile bad) throws Exception {
        Path file = Files.writeString(directory.resolve(NAME), filledIn(bad.json()));

        ConfigException refusal =
                catchThrowableOfType(ConfigException.class, () -> Configuration.read(file, Map.of(), List.of()));

        assertThat(refusal).as("refusal of %s", bad.json()).isNotNull();
        assertThat(refusal.errors().stream().map(line -> line.replace(file.toString(), NAME)))
                .containsExactlyElementsOf(
                        bad.said().stream().map(BadFilesTest::filledIn).toList());
    }

    private static String filledIn(String text) {
        return text.replace("<cluster>", "\"bootstrap.servers\": \"kafka:9092\"")
                .replace("<dir>", directory.toString())
                .replace("<key-password>", TestCertificates.KEY_PASSWORD.replaceAll("[\"\\\\]", "\\\\$0"));
    }
}
