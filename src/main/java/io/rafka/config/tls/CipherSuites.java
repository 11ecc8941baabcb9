package io.rafka.config.tls;

import io.rafka.config.ConfigException;
import io.rafka.config.NearestName;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Names of cipher suites. Java has the names of the RFCs, OpenSSL (so librdkafka and Redis) its own for TLS 1.2:
 * {@code ECDHE-RSA-AES128-GCM-SHA256} is {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}.
 */
final class CipherSuites {
    private CipherSuites() {}

    /**
     * The suites of a list with commas or colons, in Java's names; those of TLS 1.3, which such a list does not
     * restrict in OpenSSL, first.
     */
    static List<String> inJavasNames(String list) throws ConfigException {
        List<String> suites = new ArrayList<>(allOfTls13());
        for (String suite : find(list, supported(), "")) {
            if (!suites.contains(suite)) {
                suites.add(suite);
            }
        }
        return suites;
    }

    /** All suites of TLS 1.3 that this Java has: each is strong. */
    static List<String> allOfTls13() {
        return supported().stream().filter(CipherSuites::isOfTls13).toList();
    }

    /**
     * The suites of TLS 1.2 that are strong as those of TLS 1.3 are: who gets hold of the server's key later cannot
     * read what was recorded, and what is changed on the way is noticed before it is decrypted.
     */
    static List<String> strongOfTls12() {
        return supported().stream()
                .filter(java -> java.startsWith("TLS_ECDHE_")
                        && (java.contains("_GCM_") || java.contains("_CHACHA20_POLY1305_")))
                .toList();
    }

    /** A list with commas, colons or blanks of suites of TLS 1.2, in Java's names. */
    static List<String> ofTls12(String list) throws ConfigException {
        return find(list, supported().stream().filter(java -> !isOfTls13(java)).toList(), "of TLS 1.2 ");
    }

    /** The same of TLS 1.3. */
    static List<String> ofTls13(String list) throws ConfigException {
        return find(list, allOfTls13(), "of TLS 1.3 ");
    }

    private static List<String> find(String list, List<String> allowed, String version) throws ConfigException {
        List<String> found = new ArrayList<>();
        for (String one : list.strip().split("\\s*[:,]\\s*|\\s+", -1)) {
            Optional<String> suite = allowed.stream()
                    .filter(java -> java.equals(one) || openSsl(java).equals(one))
                    .findFirst();
            if (suite.isEmpty()) {
                Stream<String> both = allowed.stream().flatMap(java -> Stream.of(java, openSsl(java)));
                String hint = NearestName.of(one, both.toList())
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse("");
                throw new ConfigException("must be names of cipher suites " + version
                        + "that this Java has, in its words or OpenSSL's, got '" + one + "'" + hint);
            }
            found.add(suite.get());
        }
        return found.stream().distinct().toList();
    }

    /** Without those that Java's own configuration disables: naming one would have no effect. */
    private static List<String> supported() {
        try {
            return List.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites()).stream()
                    .filter(name -> !name.endsWith("_SCSV"))
                    .toList();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static boolean isOfTls13(String java) {
        return !java.contains("_WITH_");
    }

    /** OpenSSL's name of a suite of TLS 1.2: without the words TLS and WITH, and RSA where it is both. */
    private static String openSsl(String java) {
        if (isOfTls13(java)) {
            return java;
        }
        return java.replaceFirst("^TLS_", "")
                .replaceFirst("^RSA_WITH_", "")
                .replace("_WITH_", "_")
                .replace("AES_128", "AES128")
                .replace("AES_256", "AES256")
                .replace("_CBC", "")
                .replace("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305")
                .replace('_', '-');
    }
}
