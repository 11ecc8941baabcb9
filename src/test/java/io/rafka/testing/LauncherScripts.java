package io.rafka.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code ./rafka} and what it sources, in a source tree of a test's own. */
public final class LauncherScripts {
    private static final List<String> FILES = List.of(
            "rafka", "src/dist/launcher/launch.bash", "src/dist/launcher/memory.bash", "src/dist/launcher/archive");

    private LauncherScripts() {}

    /** Copies them; returns the one to run. */
    public static Path copyTo(Path tree) throws IOException {
        for (String file : FILES) {
            Path copy = tree.resolve(file);
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(Path.of(file), copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return tree.resolve("rafka");
    }
}
