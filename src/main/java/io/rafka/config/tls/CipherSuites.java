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
 * Names of cipher suites. Java has the names of the RFCs, OpenSSL (so librdkafka) its own for TLS 1.2:
 * {@code ECDHE-RSA-AES128-GCM-SHA256} is {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256}.
 */
final class CipherSuites {
    private CipherSuites() {}

    /**
     * The suites of a list with commas or colons, in Java's names; those of TLS 1.3, which such a list does not
     * restrict in OpenSSL, first.
     */
    static List<String> inJavasNames(String list) throws ConfigException {
        List<String> supported = supported();
        List<String> suites = new ArrayList<>(
                supported.stream().filter(CipherSuites::isOfTls13).toList());
        for (String one : list.split("[:,]", -1)) {
            String name = one.trim();
            Optional<String> suite = supported.stream()
                    .filter(java -> java.equals(name) || openSsl(java).equals(name))
                    .findFirst();
            if (suite.isEmpty()) {
                Stream<String> both = supported.stream().flatMap(java -> Stream.of(java, openSsl(java)));
                String hint = NearestName.of(name, both.toList())
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse("");
                throw new ConfigException(
                        "must be names of cipher suites that this Java has, in its words or OpenSSL's, " + "got '"
                                + name + "'" + hint);
            }
            if (!suites.contains(suite.get())) {
                suites.add(suite.get());
            }
        }
        return suites;
    }

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
