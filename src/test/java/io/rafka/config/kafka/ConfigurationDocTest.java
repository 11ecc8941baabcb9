package io.rafka.config.kafka;

import io.rafka.testing.WrittenDocument;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The documentation says what the program does, because both follow the same tables. */
class ConfigurationDocTest {
    @Test
    void theDocumentIsThatOfTheTables() throws IOException {
        WrittenDocument.check("docs/configuration.md", ConfigurationDoc.text(), getClass());
    }
}
