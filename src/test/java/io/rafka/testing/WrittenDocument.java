package io.rafka.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that a test writes from the tables that the program follows, so that it stays true. */
public final class WrittenDocument {
    private static final String WRITE = "rafka.docs.write";

    private WrittenDocument() {}

    /**
     * Fails if the document says anything else.
     *
     * @param test the unit test that checks it: {@code mvn test -Dtest=<test> -Drafka.docs.write=true} writes it anew
     */
    public static void check(String file, String text, Class<?> test) throws IOException {
        Path path = Path.of(file);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(path, text);
        }
        assertThat(path)
                .as("run: mvn test -Dtest=%s -D%s=true", test.getSimpleName(), WRITE)
                .exists()
                .hasContent(text);
    }
}
