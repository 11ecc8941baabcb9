package io.rafka.config.kafka;

import io.rafka.config.ConfigErrors;
import io.rafka.config.tls.TlsMaterial;
import io.rafka.config.tls.TlsSource;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys for a client that uses TLS. */
final class TlsProperties {
    private TlsProperties() {}

    /** Whether the client uses TLS. */
    static boolean usesTls(Translation translation) {
        return String.valueOf(translation.kafka("security.protocol")).endsWith("SSL");
    }

    /** Null without TLS, or if something is wrong, which is then noted. */
    static @Nullable TlsMaterial load(Translation translation, ConfigErrors errors) {
        return usesTls(translation) ? new TlsSource(translation::text, translation::origin, errors).load() : null;
    }
}
