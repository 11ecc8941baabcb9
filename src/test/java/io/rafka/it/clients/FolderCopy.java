package io.rafka.it.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Copies a client's folder, so that a file of it can be changed. */
final class FolderCopy {
    private FolderCopy() {}

    /**
     * Copies files, and the folders in which the one that is to be changed lies. Other folders are linked, also those
     * beside the client's, which may be what clients share: libraries are large, and are not changed.
     *
     * @param source what is to be changed, in the client's folder
     * @param to an empty folder
     * @return the copy, below it
     */
    static Path of(Client client, Path source, Path to) throws IOException {
        copy(
                Objects.requireNonNull(client.folder().getParent()),
                client.folder().resolve(source),
                to);
        return to.resolve(client.name()).toAbsolutePath();
    }

    private static void copy(Path from, Path source, Path to) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                Path target = to.resolve(entry.getFileName());
                if (!Files.isDirectory(entry)) {
                    Files.copy(entry, target);
                } else if (source.startsWith(entry)) {
                    copy(entry, source, Files.createDirectory(target));
                } else {
                    Files.createSymbolicLink(target, entry.toAbsolutePath());
                }
            }
        }
    }
}
