package io.rafka.config.tls;

import java.util.Locale;

/** Whether clients must show a certificate: the values of Redis' setting {@code tls-auth-clients}. */
public enum ClientCertificates {
    /** They must, and it must be of an authority that we trust. */
    YES,
    /** They are not asked. */
    NO,
    /** They need not; but one that they show must be of an authority that we trust. */
    OPTIONAL;

    /** As it is written in a configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
