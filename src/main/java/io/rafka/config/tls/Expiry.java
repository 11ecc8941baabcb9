package io.rafka.config.tls;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** Tells of certificates that are not valid now: the other side will refuse them, or we shall. */
final class Expiry {
    private Expiry() {}

    static void ofKeys(KeyStore store, String whose, List<String> warnings) throws KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                check(List.of(certificate), whose, warnings);
            }
        }
    }

    static void check(List<X509Certificate> certificates, String what, List<String> warnings) {
        Instant now = Instant.now();
        for (X509Certificate certificate : certificates) {
            Instant begin = certificate.getNotBefore().toInstant();
            Instant end = certificate.getNotAfter().toInstant();
            String name = what + " " + certificate.getSubjectX500Principal();
            if (now.isAfter(end)) {
                warnings.add(name + " expired at " + end);
            } else if (now.isBefore(begin)) {
                warnings.add(name + " is not valid before " + begin);
            }
        }
    }
}
