package io.rafka.config.tls;

import io.rafka.config.ConfigException;
import io.rafka.config.ReadableFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The file in which the system keeps the certificate authorities that it trusts, as librdkafka finds it. */
public final class SystemAuthorities {
    private static final String PROBE = "probe";
    /** The first one that there is counts. */
    private static final List<String> FILES = List.of(
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/certs/ca-bundle.crt",
            "/etc/pki/tls/certs/ca-bundle.trust.crt",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/ca-bundle.pem",
            "/etc/pki/tls/cacert.pem",
            "/etc/ssl/cert.pem",
            "/etc/ssl/cacert.pem",
            "/etc/certs/ca-certificates.crt",
            "/etc/ssl/certs/ca-certificates.crt");

    private SystemAuthorities() {}

    /**
     * The file of a location: itself, or the system's for {@code probe}.
     *
     * @param reads whether to read a file that is named
     * @throws ConfigException if there is none, or it holds no certificate
     */
    public static String file(String location, boolean reads) throws ConfigException {
        if (!location.equals(PROBE)) {
            if (reads) {
                Pem.certificatesOfFile(location);
            }
            return location;
        }
        return FILES.stream()
                .filter(file -> Files.isReadable(Path.of(file)))
                .findFirst()
                .orElseThrow(() -> new ConfigException("probe found none of " + String.join(", ", FILES)));
    }

    /** Whether the location is a directory. */
    static boolean isDirectory(String location) throws ConfigException {
        try {
            return Files.isDirectory(Path.of(location));
        } catch (InvalidPathException e) {
            throw new ConfigException(location + ": " + ReadableFile.reason(e));
        }
    }
}
