package io.rafka.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private Secrets() {}

    /** A URL without the name and password that it may have. */
    public static String withoutUser(String url) {
        return url.replaceAll("//[^/@\\s]*@", "//" + MASK + "@");
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
        String secret = isReference(value) ? referred(value) : value;
        if (secret.isEmpty() && isReference(value)) {
            // A secret that was forgotten must not become no password.
            throw new ConfigException(value + ": is empty");
        }
        return secret;
    }

    private static String referred(String value) throws ConfigException {
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
