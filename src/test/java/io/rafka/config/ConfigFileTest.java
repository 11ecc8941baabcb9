package io.rafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    @TempDir
    private Path directory;

    @Test
    void readsTheThreeObjects() throws Exception {
        ConfigFile file = ConfigFile.read(write("""
                        {"producer": {"linger": 1.5},
                         "general": {"text": "a", "number": 12, "negative": -3, "yes": true, "no": false},
                         "consumer": {}}
                        """));

        assertThat(file.general())
                .isEqualTo(Map.of("text", "a", "number", "12", "negative", "-3", "yes", "true", "no", "false"));
        assertThat(file.consumer()).isEmpty();
        assertThat(file.producer()).isEqualTo(Map.of("linger", "1.5"));
    }

    @Test
    void objectsMayBeMissing() throws Exception {
        assertThat(ConfigFile.read(write("{}"))).isEqualTo(ConfigFile.empty());
        assertThat(ConfigFile.read(write("{\"consumer\": {\"a\": 1}}")))
                .isEqualTo(new ConfigFile(Map.of(), Map.of("a", "1"), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"kafka\": {}} | kafka: unknown object, must be general, consumer or producer",
                "{\"General\": {}} | General: unknown object, must be general, consumer or producer",
                "{\"general\": []} | general: must be a JSON object",
                "{\"general\": null} | general: must be a JSON object",
                "{\"consumer\": \"x\"} | consumer: must be a JSON object",
                "{\"producer\": {\"a\": null}} | producer.a: must be a string, a number or a boolean",
                "{\"producer\": {\"a\": {}}} | producer.a: must be a string, a number or a boolean",
                "{\"producer\": {\"a\": [1]}} | producer.a: must be a string, a number or a boolean",
                "[] | must be a JSON object",
                "null | must be a JSON object",
                "12 | must be a JSON object",
                "`` | must be a JSON object",
                "`  ` | must be a JSON object",
                "{\"general\": {\"a\": 1, \"a\": 2}} | Duplicate field 'a' for `ObjectNode`: not allowed when "
                        + "`DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY` enabled at line 1, column 27"
            })
    void refusesAFileOfAnotherForm(String json, String message) throws IOException {
        Path file = write(json);

        assertThatThrownBy(() -> ConfigFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"general\": {}",
                "{\"general\": {}} {}",
                "{\"general\": {}}}",
                "{general: {}}",
                "# comment",
                "{\"general\": {\"a\": 01}}",
                "{\"general\": {\"a\": NaN}}",
                "{\"general\": {\"a\": 1,}}"
            })
    void saysWhereAFileIsNotJson(String json) throws IOException {
        Path file = write(json);

        assertThatThrownBy(() -> ConfigFile.read(file))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(file + ": ")
                .containsPattern("at line 1, column \\d+$")
                .doesNotContain("\n");
    }

    @Test
    void refusesAFileThatDoesNotExist() {
        Path file = directory.resolve("none.json");

        assertThatThrownBy(() -> ConfigFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": no such file");
    }

    @Test
    void refusesADirectory() {
        assertThatThrownBy(() -> ConfigFile.read(directory))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(directory + ": cannot be read as a text file (")
                .doesNotContain("\n");
    }

    @Test
    void refusesAFileThatIsNotText() throws IOException {
        Path file = directory.resolve("binary.json");
        Files.write(file, new byte[] {'{', (byte) 0xff, '}'});

        assertThatThrownBy(() -> ConfigFile.read(file))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(file + ": cannot be read as a text file (");
    }

    @Test
    void readsPropertiesOfACommand() throws ConfigException {
        assertThat(ConfigFile.parseProperties("{\"a\": 1, \"b\": true, \"c\": \"x:y\"}"))
                .isEqualTo(Map.of("a", "1", "b", "true", "c", "x:y"));
        assertThat(ConfigFile.parseProperties("{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "[] | must be a JSON object",
                "`` | must be a JSON object",
                "{\"a\": null} | a: must be a string, a number or a boolean",
                "{\"a\": {\"b\": 1}} | a: must be a string, a number or a boolean"
            })
    void refusesPropertiesOfACommandThatAreNoObject(String json, String message) {
        assertThatThrownBy(() -> ConfigFile.parseProperties(json))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("rafka.json"), json);
    }
}
