package io.rafka.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Passwords in the configuration: where they come from, and what is shown instead of them.
 *
 * <p>{@code file:/run/secrets/x} stands for the content of a file without the line end after it, {@code env:NAME} for
 * an environment variable.
 */
public final class Secrets {
    /** What is shown instead of a secret. */
    public static final String MASK = "********";

    private static final String FILE = "file:";
    private static final String ENVIRONMENT = "env:";

    /** Words in the names of properties that are secrets; with an escape sequence, a name may say anything. */
    private static final List<String> TELLTALES = List.of("password", "secret", "passphrase", "pem", "\\u");

    private Secrets() {}

    /** A client's words with JSON among them, for other eyes: without the JSON, if there may be a secret in it. */
    public static String redacted(String text) {
        int json = text.indexOf('{');
        if (json < 0) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return TELLTALES.stream().anyMatch(lower::contains) ? text.substring(0, json) + "{(redacted)}" : text;
    }

    /** Whether the value says where the secret is, and is not the secret itself. */
    public static boolean isReference(String value) {
        return value.startsWith(FILE) || value.startsWith(ENVIRONMENT);
    }

    /**
     * The secret itself.
     *
     * @throws ConfigException if it is not where the value says; names the place
     */
    public static String resolve(String value) throws ConfigException {
        if (value.startsWith(FILE)) {
            return ofFile(value.substring(FILE.length()));
        }
        if (value.startsWith(ENVIRONMENT)) {
            String name = value.substring(ENVIRONMENT.length());
            @Nullable String secret = System.getenv(name);
            if (secret == null) {
                throw new ConfigException("env:" + name + ": no such environment variable");
            }
            return secret;
        }
        return value;
    }

    private static String ofFile(String path) throws ConfigException {
        String content;
        try {
            content = Files.readString(Path.of(path));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(FILE + path + ": " + ReadableFile.reason(e));
        }
        return content.replaceFirst("\\R$", "");
    }
}
