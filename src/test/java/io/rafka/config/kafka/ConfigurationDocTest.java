package io.rafka.config.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documentation says what the program does, because both follow the same tables. */
class ConfigurationDocTest {
    private static final Path FILE = Path.of("docs/configuration.md");
    /** {@code mvn test -Dtest=ConfigurationDocTest -Drafka.docs.write=true} writes the file anew. */
    private static final String WRITE = "rafka.docs.write";

    @Test
    void theDocumentIsThatOfTheTables() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, ConfigurationDoc.text());
        }
        assertThat(Files.readString(FILE))
                .as("run: mvn test -Dtest=ConfigurationDocTest -D%s=true", WRITE)
                .isEqualTo(ConfigurationDoc.text());
    }
}
