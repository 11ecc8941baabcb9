package io.rafka.config.tls;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
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

    private final Function<String, Optional<String>> properties;
    private final Function<String, String> origins;
    private final ConfigErrors errors;
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
        this.properties = properties;
        this.origins = origins;
        this.errors = errors;
    }

    /** Reads everything; null if something is wrong. */
    public @Nullable TlsMaterial load() {
        KeyManager @Nullable [] keys = keys().orElse(null);
        TrustManager @Nullable [] trust = trust();
        List<String> ciphers =
                collect("ssl.cipher.suites", CipherSuites::inJavasNames).orElse(List.of());
        if (!errors.isEmpty()) {
            return null;
        }
        try {
            String identification =
                    text("ssl.endpoint.identification.algorithm").orElse("");
            String algorithm = identification.equals("https") ? "HTTPS" : "";
            return new TlsMaterial(keys, trust, ciphers, algorithm, warnings);
        } catch (GeneralSecurityException e) {
            errors.add(origins.apply("security.protocol") + ": " + e.getMessage());
            return null;
        }
    }

    private Optional<String> text(String name) {
        return properties.apply(name).filter(value -> !value.isEmpty());
    }

    /** Something that makes a value of a property. */
    private interface Reading<T> {
        T of(String value) throws ConfigException;
    }

    /** What a property stands for; empty if it is not given, or wrong, which is then noted. */
    private <T> Optional<T> collect(String name, Reading<T> reading) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.of(value.get()));
        } catch (ConfigException e) {
            e.in(origins.apply(name)).errors().forEach(errors::add);
            return Optional.empty();
        }
    }

    private Optional<KeyManager[]> keys() {
        boolean hasKey = text(KEY_LOCATION).isPresent() || text(KEY_PEM).isPresent();
        boolean hasCertificate =
                text(CERTIFICATE_LOCATION).isPresent() || text(CERTIFICATE_PEM).isPresent();
        if (hasKey != hasCertificate) {
            String given = hasKey ? name(KEY_LOCATION, KEY_PEM) : name(CERTIFICATE_LOCATION, CERTIFICATE_PEM);
            errors.add(origins.apply(given) + ": a private key and a certificate must be given together");
            return Optional.empty();
        }
        if (text(KEYSTORE).isEmpty()) {
            return hasKey ? keysOfPem() : Optional.empty();
        }
        if (hasKey) {
            errors.add(origins.apply(KEYSTORE) + ": not together with " + name(KEY_LOCATION, KEY_PEM));
        }
        char[] password = text("ssl.keystore.password").orElse("").toCharArray();
        return collect(KEYSTORE, file -> keyManagers(Pkcs12.read(file, password), password));
    }

    private Optional<KeyManager[]> keysOfPem() {
        char[] password = text("ssl.key.password").orElse("").toCharArray();
        List<X509Certificate> chain = new ArrayList<>();
        collect(CERTIFICATE_LOCATION, Pem::certificatesOfFile).ifPresent(chain::addAll);
        collect(CERTIFICATE_PEM, Pem::certificates).ifPresent(chain::addAll);
        Optional<PrivateKey> key = text(KEY_LOCATION).isPresent()
                ? collect(KEY_LOCATION, file -> Pem.privateKeyOfFile(file, password))
                : collect(KEY_PEM, pem -> Pem.privateKey(pem, password));
        if (key.isEmpty() || chain.isEmpty()) {
            return Optional.empty();
        }
        return collect(
                name(KEY_LOCATION, KEY_PEM), value -> keyManagers(Pkcs12.of(key.get(), chain), Pkcs12.IN_MEMORY));
    }

    /** Which of two properties for the same thing is given. */
    private String name(String one, String other) {
        return text(one).isPresent() ? one : other;
    }

    private KeyManager[] keyManagers(KeyStore store, char[] password) throws ConfigException {
        try {
            Expiry.ofKeys(store, warnings);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new ConfigException("the key cannot be used (" + e.getMessage() + ")");
        }
    }

    private TrustManager @Nullable [] trust() {
        if (text("enable.ssl.certificate.verification").orElse("true").equals("false")) {
            warnings.add(origins.apply("enable.ssl.certificate.verification")
                    + ": false, so anybody on the way can pass for the broker");
            return new TrustManager[] {new TrustEverybody()};
        }
        List<X509Certificate> authorities = new ArrayList<>();
        collect("ssl.ca.location", Trust::ofLocation).ifPresent(authorities::addAll);
        collect("ssl.ca.pem", Pem::certificates).ifPresent(authorities::addAll);
        List<CRL> revoked = collect(CRL_LOCATION, Pem::revocationListsOfFile).orElse(List.of());
        Expiry.check(authorities, "a certificate authority", warnings);
        if (!errors.isEmpty()) {
            return null;
        }
        try {
            return Trust.managers(authorities, revoked, text(CRL_LOCATION).isPresent());
        } catch (GeneralSecurityException | java.io.IOException e) {
            errors.add(origins.apply("ssl.ca.location") + ": the certificates cannot be used (" + e.getMessage() + ")");
            return null;
        }
    }
}
