package io.rafka.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that the user has named. */
public final class ReadableFile {
    private ReadableFile() {}

    /**
     * The whole text of a file in UTF-8.
     *
     * @throws ConfigException if it cannot be read; says why, but not which
     */
    public static String text(Path file) throws ConfigException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException(reason(e));
        }
    }

    /**
     * Makes sure that there is such a file, and that it can be read.
     *
     * @throws ConfigException if not; says which and why
     */
    public static void check(String file) throws ConfigException {
        try (InputStream content = Files.newInputStream(Path.of(file))) {
            content.read();
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException(file + ": " + reason(e));
        }
    }

    /** Why a file cannot be read, in a few words. */
    public static String reason(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof CharacterCodingException) {
            return "not a text in UTF-8";
        }
        String message = String.valueOf(failure.getMessage());
        return "cannot be read (" + message.replaceAll("\\R+", " ") + ")";
    }
}
