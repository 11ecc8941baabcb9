package io.rafka.config.tls;

import io.rafka.config.ConfigException;
import io.rafka.config.ReadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

/** Stores of a private key and its certificates. */
final class Pkcs12 {
    /** The password of a store that is never written anywhere. */
    static final char[] IN_MEMORY = "memory".toCharArray();

    private Pkcs12() {}

    /** Reads a file; it must hold a private key. */
    static KeyStore read(String path, char[] password) throws ConfigException {
        Pem.refuseText(path);
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return store;
                }
            }
            throw new ConfigException(path + ": no private key in it");
        } catch (IOException | InvalidPathException e) {
            boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
            String reason = wrong
                    ? (password.length == 0 ? "needs ssl.keystore.password" : "wrong ssl.keystore.password")
                    : e instanceof java.nio.file.FileSystemException
                            ? ReadableFile.reason(e)
                            : "not a keystore of type PKCS#12";
            throw new ConfigException(path + ": " + reason);
        } catch (GeneralSecurityException e) {
            throw new ConfigException(path + ": cannot be used (" + e.getMessage() + ")");
        }
    }

    /** A store of this key and its certificates, the client's own first. */
    static KeyStore of(PrivateKey key, List<X509Certificate> chain) throws ConfigException {
        try {
            if (!belongTogether(key, chain.get(0).getPublicKey())) {
                throw new ConfigException("not the private key of the certificate");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, IN_MEMORY);
            store.setKeyEntry("client", key, IN_MEMORY, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("the key cannot be used (" + e.getMessage() + ")");
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String family = key.getAlgorithm();
        if (!family.equals(certified.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (family) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC", "ECDSA" -> "SHA256withECDSA";
                    case "DSA" -> "SHA256withDSA";
                    default -> family;
                });
        byte[] probe = {1, 2, 3};
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(probe);
        return signature.verify(signed);
    }
}
