package io.rafka.it.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of src/test/clients. The README.md there says what its properties mean.
 *
 * @param folder with the programs; its name is the client's
 * @param properties the lines of client.properties, all of {@link #KEYS}
 */
public record Client(Path folder, Map<String, String> properties) {
    /** What a library checks of a server over TLS. */
    public enum Tls {
        /** Its authority, and its name. */
        HOST,
        /** Its authority. */
        CA,
        /** Nothing: the library has no TLS. */
        NONE
    }

    private static final Path ALL = Path.of("src/test/clients");
    private static final String FILE = "client.properties";
    private static final List<String> KEYS = List.of(
            "title",
            "language",
            "library",
            "packages",
            "setup",
            "probe",
            "matrix",
            "example",
            "source",
            "protocols",
            "blpop",
            "notes",
            "secure",
            "secure-source",
            "secure-notes",
            "tls");

    private static final Set<String> MAY_BE_EMPTY = Set.of("packages", "setup", "notes", "secure-notes");
    private static final Map<String, Tls> TLS = Map.of("host", Tls.HOST, "ca", Tls.CA, "none", Tls.NONE);
    private static final Set<String> PROTOCOLS = Set.of("default", "2", "3");

    /** Checks the values of a few words. */
    public Client {
        properties = Map.copyOf(properties);
        String blpop = properties.getOrDefault("blpop", "");
        String protocols = properties.getOrDefault("protocols", "");
        String tls = properties.getOrDefault("tls", "");
        if (!Set.of("typed", "raw").contains(blpop)
                || !PROTOCOLS.containsAll(words(protocols))
                || !TLS.containsKey(tls)) {
            throw new IllegalStateException(folder + ": blpop=" + blpop + ", protocols=" + protocols + ", tls=" + tls);
        }
    }

    /** Every folder that has a client.properties, in the order of the titles. */
    public static List<Client> all() throws IOException {
        List<Client> clients = new ArrayList<>();
        try (Stream<Path> folders = Files.list(ALL)) {
            for (Path folder :
                    folders.filter(path -> Files.exists(path.resolve(FILE))).toList()) {
                clients.add(new Client(folder, read(folder.resolve(FILE))));
            }
        }
        clients.sort(Comparator.comparing(Client::title, String.CASE_INSENSITIVE_ORDER));
        return clients;
    }

    /** The value is the rest of the line as it stands, as a script of bash would read it: no escapes, no quotes. */
    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("=", 2);
            if (parts.length < 2 || !KEYS.contains(parts[0]) || properties.put(parts[0], parts[1].strip()) != null) {
                throw new IllegalStateException(file + ": cannot take the line: " + line);
            }
        }
        for (String key : KEYS) {
            String value = properties.get(key);
            if (value == null || (value.isEmpty() && !MAY_BE_EMPTY.contains(key))) {
                throw new IllegalStateException(file + ": no " + key);
            }
        }
        return properties;
    }

    /** The name of the folder. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** The library's name, as its users write it. */
    public String title() {
        return property("title");
    }

    /** Which protocols the matrix program is told to use, one after the other. */
    public List<String> protocols() {
        return words(property("protocols"));
    }

    /** The file of the example. */
    public Path source() {
        return Path.of(property("source"));
    }

    /** The file of the program for TLS and users. */
    public Path secureSource() {
        return Path.of(property("secure-source"));
    }

    /** How far the library can tell over TLS whom it talks to. */
    public Tls tls() {
        return Objects.requireNonNull(TLS.get(property("tls")));
    }

    /** The value of a line of client.properties. */
    public String property(String key) {
        return Objects.requireNonNull(properties.get(key), key);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" +"));
    }

    @Override
    public String toString() {
        return name();
    }
}
