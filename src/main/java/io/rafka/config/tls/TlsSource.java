package io.rafka.config.tls;

import io.rafka.config.ConfigErrors;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Where certificates and keys are, in librdkafka's properties; reads them. One thread. */
public final class TlsSource {
    private static final String KEY_LOCATION = "ssl.key.location";
    private static final String KEY_PEM = "ssl.key.pem";
    private static final String CERTIFICATE_LOCATION = "ssl.certificate.location";
    private static final String CERTIFICATE_PEM = "ssl.certificate.pem";
    private static final String KEYSTORE = "ssl.keystore.location";
    private static final String CRL_LOCATION = "ssl.crl.location";
    private static final String KEY_PASSWORD = "ssl.key.password";
    private static final String OURS = "the client's certificate";

    private final NamedValues properties;
    private final List<String> warnings = new ArrayList<>();

    /**
     * A source.
     *
     * @param properties the value of a librdkafka property
     * @param origins where a property is, for messages
     * @param errors takes what is wrong
     */
    public TlsSource(
            Function<String, Optional<String>> properties, Function<String, String> origins, ConfigErrors errors) {
        this.properties = new NamedValues(properties, origins, errors);
    }

    /** Reads everything; null if something is wrong. */
    public @Nullable TlsMaterial load() {
        KeyManager @Nullable [] keys = keys().orElse(null);
        TrustManager @Nullable [] trust = trust();
        List<String> ciphers = properties
                .collect("ssl.cipher.suites", CipherSuites::inJavasNames)
                .orElse(List.of());
        if (!properties.areGood()) {
            return null;
        }
        try {
            String identification =
                    properties.text("ssl.endpoint.identification.algorithm").orElse("");
            String algorithm = identification.equals("https") ? "HTTPS" : "";
            return new TlsMaterial(keys, trust, ciphers, algorithm, warnings);
        } catch (GeneralSecurityException e) {
            properties.refuse("security.protocol", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Optional<KeyManager[]> keys() {
        boolean hasKey = properties.isGiven(KEY_LOCATION) || properties.isGiven(KEY_PEM);
        boolean hasCertificate = properties.isGiven(CERTIFICATE_LOCATION) || properties.isGiven(CERTIFICATE_PEM);
        if (hasKey != hasCertificate) {
            String given = hasKey ? name(KEY_LOCATION, KEY_PEM) : name(CERTIFICATE_LOCATION, CERTIFICATE_PEM);
            properties.refuse(given, "a private key and a certificate must be given together");
            return Optional.empty();
        }
        if (!properties.isGiven(KEYSTORE)) {
            return hasKey ? keysOfPem() : Optional.empty();
        }
        if (hasKey) {
            properties.refuse(KEYSTORE, "not together with " + name(KEY_LOCATION, KEY_PEM));
        }
        char[] password = properties.text("ssl.keystore.password").orElse("").toCharArray();
        return properties.collect(
                KEYSTORE, file -> Keys.managers(Pkcs12.read(file, password), password, OURS, warnings));
    }

    private Optional<KeyManager[]> keysOfPem() {
        char[] password = properties.text(KEY_PASSWORD).orElse("").toCharArray();
        List<X509Certificate> chain = new ArrayList<>();
        properties.collect(CERTIFICATE_LOCATION, Pem::certificatesOfFile).ifPresent(chain::addAll);
        properties.collect(CERTIFICATE_PEM, Pem::certificates).ifPresent(chain::addAll);
        Optional<PrivateKey> key = properties.isGiven(KEY_LOCATION)
                ? properties.collect(KEY_LOCATION, file -> Pem.privateKeyOfFile(file, KEY_PASSWORD, password))
                : properties.collect(KEY_PEM, pem -> Pem.privateKey(pem, KEY_PASSWORD, password));
        if (key.isEmpty() || chain.isEmpty()) {
            return Optional.empty();
        }
        return properties.collect(
                name(KEY_LOCATION, KEY_PEM),
                value -> Keys.managers(Pkcs12.of(key.get(), chain), Pkcs12.IN_MEMORY, OURS, warnings));
    }

    /** Which of two properties for the same thing is given. */
    private String name(String one, String other) {
        return properties.isGiven(one) ? one : other;
    }

    private TrustManager @Nullable [] trust() {
        if (properties
                .text("enable.ssl.certificate.verification")
                .orElse("true")
                .equals("false")) {
            warnings.add(properties.origin("enable.ssl.certificate.verification")
                    + ": false, so anybody on the way can pass for the broker");
            return new TrustManager[] {new TrustEverybody()};
        }
        List<X509Certificate> authorities = new ArrayList<>();
        properties.collect("ssl.ca.location", Trust::ofLocation).ifPresent(authorities::addAll);
        properties.collect("ssl.ca.pem", Pem::certificates).ifPresent(authorities::addAll);
        List<CRL> revoked =
                properties.collect(CRL_LOCATION, Pem::revocationListsOfFile).orElse(List.of());
        Expiry.check(authorities, "a certificate authority", warnings);
        if (!properties.areGood()) {
            return null;
        }
        try {
            return Trust.managers(authorities, revoked, properties.isGiven(CRL_LOCATION));
        } catch (GeneralSecurityException | java.io.IOException e) {
            properties.refuse("ssl.ca.location", "the certificates cannot be used (" + e.getMessage() + ")");
            return null;
        }
    }
}
