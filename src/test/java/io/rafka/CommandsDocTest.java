package io.rafka;

import io.rafka.testing.WrittenDocument;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The documentation says what the program does, because both follow the same rows. */
class CommandsDocTest {
    @Test
    void theDocumentIsThatOfTheRows() throws IOException {
        WrittenDocument.check("docs/commands.md", CommandsDoc.text(), getClass());
    }
}
