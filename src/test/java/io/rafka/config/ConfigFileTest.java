package io.rafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        ConfigFile file = read(write("""
                        {"producer": {"linger": 1.5},
                         "general": {"text": "a", "number": 12, "negative": -3, "yes": true, "no": false},
                         "consumer": {}}
                        """));

        assertThat(values(file.general()))
                .isEqualTo(Map.of("text", "a", "number", "12", "negative", "-3", "yes", "true", "no", "false"));
        assertThat(file.consumer()).isEmpty();
        assertThat(values(file.producer())).isEqualTo(Map.of("linger", "1.5"));
    }

    @Test
    void objectsMayBeMissing() throws Exception {
        assertThat(read(write("{}")).general()).isEmpty();
        ConfigFile file = read(write("{\"consumer\": {\"a\": 1}}"));
        assertThat(values(file.consumer())).isEqualTo(Map.of("a", "1"));
        assertThat(file.general()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"kafka\": {}} | kafka: unknown object, must be one of general, consumer, producer, server, kafka-user",
                "{\"General\": {}} | General: unknown object (did you mean general?), "
                        + "must be one of general, consumer, producer, server, kafka-user",
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
                "{\"general\": {\"a\": 1, \"a\": 2}} | general.a: given twice",
                "{\"general\": {}, \"general\": {}} | general: given twice",
                "{\"general\": {\"default.topic.config\": 1}} | general.default.topic.config: must be a JSON object",
                "{\"general\": {\"default.topic.config\": {\"default.topic.config\": {}}}} | "
                        + "general.default.topic.config.default.topic.config: must be a JSON object",
                "{\"general\": {\"default.topic.config\": {\"a\": []}}} | "
                        + "general.default.topic.config.a: must be a string, a number or a boolean"
            })
    void refusesAFileOfAnotherForm(String json, String message) throws IOException {
        Path file = write(json);

        assertThatThrownBy(() -> read(file)).isInstanceOf(ConfigException.class).hasMessage(file + ": " + message);
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

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(file + ": ")
                .containsPattern(
                        ": (not valid JSON|ends before the JSON object does|something follows the JSON object) at line 1, column \\d+$")
                .doesNotContain("\n");
    }

    @Test
    void refusesAFileThatDoesNotExist() {
        Path file = directory.resolve("none.json");

        assertThatThrownBy(() -> read(file)).isInstanceOf(ConfigException.class).hasMessage(file + ": no such file");
    }

    @Test
    void refusesADirectory() {
        assertThatThrownBy(() -> read(directory))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(directory + ": cannot be read (")
                .doesNotContain("\n");
    }

    @Test
    void refusesAFileThatIsNotText() throws IOException {
        Path file = directory.resolve("binary.json");
        Files.write(file, new byte[] {'{', (byte) 0xff, '}'});

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": not a text in UTF-8");
    }

    @Test
    void readsPropertiesOfACommand() throws ConfigException {
        assertThat(values(ConfigFile.parseProperties("{\"a\": 1, \"b\": true, \"c\": \"x:y\"}")))
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

    private static ConfigFile read(Path file) throws ConfigException {
        ConfigErrors errors = new ConfigErrors();
        ConfigFile read = ConfigFile.read(file, errors);
        errors.throwIfAny();
        return read;
    }

    private static Map<String, String> values(List<Property> properties) {
        return properties.stream().collect(Collectors.toMap(Property::name, Property::value));
    }

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("rafka.json"), json);
    }
}
