package io.rafka.config.tls;

import io.rafka.config.ConfigException;
import io.rafka.config.ReadableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom we believe to be who they say: brokers, and clients. */
final class Trust {
    private Trust() {}

    /** The authorities in a file, in the files of a directory, or of the system. */
    static List<X509Certificate> ofLocation(String location) throws ConfigException {
        return SystemAuthorities.isDirectory(location)
                ? ofDirectory(Path.of(location))
                : Pem.certificatesOfFile(SystemAuthorities.file(location, false));
    }

    static List<X509Certificate> ofDirectory(Path directory) throws ConfigException {
        List<X509Certificate> all = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new ConfigException(directory + ": " + ReadableFile.reason(e));
        }
        for (Path file : files) {
            // Such directories hold other files too; OpenSSL passes them over.
            byte[] content;
            try {
                content = Files.readAllBytes(file);
            } catch (IOException e) {
                throw new ConfigException(file + ": " + ReadableFile.reason(e));
            }
            if (new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----")) {
                all.addAll(Pem.certificatesOfFile(file.toString()));
            }
        }
        if (all.isEmpty()) {
            throw new ConfigException(directory + ": no certificate in PEM in its files");
        }
        return all;
    }

    /**
     * What checks the certificates of others.
     *
     * @param authorities empty for Java's own
     * @return null for Java's own way
     */
    static TrustManager @Nullable [] managers(List<X509Certificate> authorities, List<CRL> revoked, boolean checksCrl)
            throws GeneralSecurityException, IOException {
        if (authorities.isEmpty() && !checksCrl) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        KeyStore store = authorities.isEmpty() ? javas() : storeOf(authorities);
        if (checksCrl) {
            factory.init(new CertPathTrustManagerParameters(withRevocation(store, revoked)));
        } else {
            factory.init(store);
        }
        return factory.getTrustManagers();
    }

    private static KeyStore storeOf(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca-" + i, authorities.get(i));
        }
        return store;
    }

    private static KeyStore javas() throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init((KeyStore) null);
        List<X509Certificate> all = new ArrayList<>();
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof javax.net.ssl.X509TrustManager x509) {
                all.addAll(List.of(x509.getAcceptedIssuers()));
            }
        }
        return storeOf(all);
    }

    /** As librdkafka: the broker's own certificate is checked, and by these lists only. */
    private static PKIXBuilderParameters withRevocation(KeyStore store, List<CRL> revoked)
            throws GeneralSecurityException {
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked)));
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(EnumSet.of(
                PKIXRevocationChecker.Option.ONLY_END_ENTITY,
                PKIXRevocationChecker.Option.PREFER_CRLS,
                PKIXRevocationChecker.Option.NO_FALLBACK));
        parameters.addCertPathChecker(checker);
        return parameters;
    }
}
