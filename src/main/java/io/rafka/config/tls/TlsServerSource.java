package io.rafka.config.tls;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Where a server's certificate and keys are, in Redis' settings; reads them. One thread. */
public final class TlsServerSource {
    /** The certificate that clients see, and those up to its authority. */
    public static final String CERTIFICATE = "tls-cert-file";

    /** Its private key. */
    public static final String KEY = "tls-key-file";

    /** Opens the key. */
    public static final String KEY_PASSWORD = "tls-key-file-pass";

    /** The authorities of clients. */
    public static final String AUTHORITIES_FILE = "tls-ca-cert-file";

    /** The same, in the files of a directory. */
    public static final String AUTHORITIES_DIRECTORY = "tls-ca-cert-dir";

    /** Whether clients must show a certificate. */
    public static final String CLIENTS = "tls-auth-clients";

    /** Cipher suites of TLS 1.2. */
    public static final String CIPHERS = "tls-ciphers";

    /** Those of TLS 1.3. */
    public static final String CIPHER_SUITES = "tls-ciphersuites";

    private static final String OURS = "the certificate";

    private final NamedValues settings;
    private final TlsServerOptions options;
    private final List<String> warnings = new ArrayList<>();

    /**
     * A source.
     *
     * @param settings the value of a setting by its name, of those above
     * @param origins where a setting is, for messages
     * @param errors takes what is wrong
     */
    public TlsServerSource(
            Function<String, Optional<String>> settings,
            Function<String, String> origins,
            TlsServerOptions options,
            ConfigErrors errors) {
        this.settings = new NamedValues(settings, origins, errors);
        this.options = options;
    }

    /** Reads everything; null if something is wrong. */
    public @Nullable TlsServerMaterial load() {
        Optional<KeyManager[]> keys = keys();
        TrustManager @Nullable [] trust = options.clients() == ClientCertificates.NO ? null : trust();
        List<String> suites = cipherSuites();
        if (!settings.areGood() || keys.isEmpty()) {
            return null;
        }
        try {
            return new TlsServerMaterial(keys.get(), trust, options, suites, warnings);
        } catch (GeneralSecurityException e) {
            settings.refuse(CERTIFICATE, "cannot be used (" + e.getMessage() + ")");
            return null;
        }
    }

    private Optional<KeyManager[]> keys() {
        for (String name : List.of(CERTIFICATE, KEY)) {
            if (!settings.isGiven(name)) {
                settings.refuse(name, "must be given where there is a tls-port");
            }
        }
        char[] password = settings.text(KEY_PASSWORD).orElse("").toCharArray();
        Optional<List<X509Certificate>> chain = settings.collect(CERTIFICATE, Pem::certificatesOfFile);
        Optional<PrivateKey> key = settings.collect(KEY, file -> Pem.privateKeyOfFile(file, KEY_PASSWORD, password));
        if (chain.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return settings.collect(KEY, file -> keys(file, key.get(), chain.get()));
    }

    private KeyManager[] keys(String file, PrivateKey key, List<X509Certificate> chain) throws ConfigException {
        try {
            return Keys.managers(Pkcs12.of(key, chain), Pkcs12.IN_MEMORY, OURS, warnings);
        } catch (ConfigException e) {
            throw e.in(file);
        }
    }

    private TrustManager @Nullable [] trust() {
        if (!settings.isGiven(AUTHORITIES_FILE) && !settings.isGiven(AUTHORITIES_DIRECTORY)) {
            settings.refuse(
                    CLIENTS,
                    options.clients().text() + " needs " + AUTHORITIES_FILE + " or " + AUTHORITIES_DIRECTORY
                            + ", whose certificates clients may show");
            return null;
        }
        List<X509Certificate> authorities = new ArrayList<>();
        settings.collect(AUTHORITIES_FILE, Pem::certificatesOfFile).ifPresent(authorities::addAll);
        settings.collect(AUTHORITIES_DIRECTORY, directory -> Trust.ofDirectory(Path.of(directory)))
                .ifPresent(authorities::addAll);
        Expiry.check(authorities, "a certificate authority", warnings);
        if (authorities.isEmpty()) {
            return null; // which has been noted; without any, Java would trust all of the system's
        }
        try {
            return Trust.managers(authorities, List.of(), false);
        } catch (GeneralSecurityException | IOException e) {
            settings.refuse(AUTHORITIES_FILE, "the certificates cannot be used (" + e.getMessage() + ")");
            return null;
        }
    }

    /** Those of both versions of TLS: which are of use depends on the versions that are spoken. */
    private List<String> cipherSuites() {
        List<String> suites = new ArrayList<>(
                settings.collect(CIPHER_SUITES, CipherSuites::ofTls13).orElseGet(CipherSuites::allOfTls13));
        suites.addAll(settings.collect(CIPHERS, CipherSuites::ofTls12).orElseGet(CipherSuites::strongOfTls12));
        return suites;
    }
}
