package io.rafka.config.tls;

import io.rafka.config.ConfigException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** What shows our certificate to the other side. */
final class Keys {
    private Keys() {}

    /**
     * Of a store with a private key and its certificates.
     *
     * @param whose the certificate is, for warnings: {@code the client's certificate}
     * @param warnings takes that it is not valid now
     */
    static KeyManager[] managers(KeyStore store, char[] password, String whose, List<String> warnings)
            throws ConfigException {
        try {
            Expiry.ofKeys(store, whose, warnings);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new ConfigException("the key cannot be used (" + e.getMessage() + ")");
        }
    }
}
