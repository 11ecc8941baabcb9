package io.rafka.testing.secure;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/** TLS of Redis clients, and the settings of a gateway for them, with files of {@link TestCertificates}. */
public final class ClientTls {
    /** Opens {@link #keyStore} and {@link #trustStore}: what Java's users call theirs if they do not care. */
    public static final String STORE_PASSWORD = "changeit";

    private ClientTls() {}

    /** A gateway's settings: a port, {@link TestCertificates#broker}, and no certificates of clients. */
    public static Map<String, String> settings(TestCertificates files, int port) {
        return Map.of(
                "tls-port", Integer.toString(port),
                "tls-cert-file", files.broker().toString(),
                "tls-key-file", files.broker().toString(),
                "tls-auth-clients", "no");
    }

    /** A client that trusts {@link TestCertificates#ca}, and has no certificate. */
    public static SSLContext trusting(TestCertificates files) {
        return context(files, null);
    }

    /** The same with a certificate for {@link TestCertificates#clientKey}. */
    public static SSLContext showing(TestCertificates files, Path certificate) {
        return context(files, certificate);
    }

    private static SSLContext context(TestCertificates files, @Nullable Path shown) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trustStore(files.ca()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown == null ? null : keys(files, shown), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keys(TestCertificates files, Path shown) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(files, shown), STORE_PASSWORD.toCharArray());
        return new KeyManager[] {new Stubborn((X509ExtendedKeyManager) keys.getKeyManagers()[0])};
    }

    /** An authority's certificate as a key store of Java's, PKCS#12. */
    public static KeyStore trustStore(Path ca) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("ca", certificate(ca));
        return store;
    }

    /** {@link TestCertificates#clientKey} and a certificate for it in the same way. */
    public static KeyStore keyStore(TestCertificates files, Path shown) throws GeneralSecurityException, IOException {
        PrivateKey key;
        try (PEMParser parser = new PEMParser(Files.newBufferedReader(files.clientKey()))) {
            key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, STORE_PASSWORD.toCharArray(), new Certificate[] {certificate(shown)});
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** Shows its certificate to whoever asks for one, also if that is of an authority that is not asked for. */
    private static final class Stubborn extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager keys;

        Stubborn(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "client";
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"client"};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException();
        }
    }

    private static Certificate certificate(Path file) throws GeneralSecurityException, IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(stream);
        }
    }
}
