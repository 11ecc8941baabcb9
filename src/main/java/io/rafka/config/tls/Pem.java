package io.rafka.config.tls;

import io.rafka.config.ConfigException;
import io.rafka.config.ReadableFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/**
 * Texts in PEM (RFC 7468). Keys come in four forms, encrypted or not, of which Java reads one: Bouncy Castle reads them
 * all, and Java uses them.
 */
final class Pem {
    private static final Pattern CERTIFICATE = block("(?:TRUSTED |X509 )?CERTIFICATE");
    private static final Pattern REVOCATION_LIST = block("X509 CRL");

    private Pem() {}

    private static Pattern block(String kind) {
        return Pattern.compile("-----BEGIN " + kind + "-----[^-]+-----END " + kind + "-----");
    }

    /** The text of a file that the user has named. */
    static String file(String path) throws ConfigException {
        refuseText(path);
        try {
            return ReadableFile.text(Path.of(path));
        } catch (InvalidPathException | ConfigException e) {
            throw new ConfigException(path + ": " + e.getMessage());
        }
    }

    /** A text in place of a file's name must not be repeated in a message: it may be a private key. */
    static void refuseText(String path) throws ConfigException {
        if (path.contains("-----BEGIN ")) {
            throw new ConfigException("must be the path of a file, got a text in PEM");
        }
    }

    static List<X509Certificate> certificatesOfFile(String path) throws ConfigException {
        String text = file(path);
        try {
            return certificates(text);
        } catch (ConfigException e) {
            throw e.in(path);
        }
    }

    /** All certificates in a text, in its order; at least one. */
    static List<X509Certificate> certificates(String pem) throws ConfigException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (String block : blocks(CERTIFICATE, pem)) {
                certificates.add((X509Certificate) factory.generateCertificate(bytes(block)));
            }
        } catch (CertificateException e) {
            throw new ConfigException("not a certificate in PEM (" + e.getMessage() + ")");
        }
        if (certificates.isEmpty()) {
            throw new ConfigException("no certificate in PEM");
        }
        return certificates;
    }

    /** All revocation lists in a file; at least one. */
    static List<CRL> revocationListsOfFile(String path) throws ConfigException {
        List<CRL> lists = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (String block : blocks(REVOCATION_LIST, file(path))) {
                lists.add(factory.generateCRL(bytes(block)));
            }
        } catch (java.security.GeneralSecurityException e) {
            throw new ConfigException(path + ": not a revocation list in PEM (" + e.getMessage() + ")");
        }
        if (lists.isEmpty()) {
            throw new ConfigException(path + ": no revocation list in PEM");
        }
        return lists;
    }

    private static List<String> blocks(Pattern pattern, String pem) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = pattern.matcher(pem);
        while (matcher.find()) {
            blocks.add(matcher.group());
        }
        return blocks;
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    static PrivateKey privateKeyOfFile(String path, String passwordName, char[] password) throws ConfigException {
        String text = file(path);
        try {
            return privateKey(text, passwordName, password);
        } catch (ConfigException e) {
            throw e.in(path);
        }
    }

    /**
     * The first private key in a text: PKCS#8, PKCS#1 or SEC1.
     *
     * @param passwordName what gives the password, for messages
     * @param password empty for none; only an encrypted key needs one
     */
    static PrivateKey privateKey(String pem, String passwordName, char[] password) throws ConfigException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                PrivateKeyInfo key = privateKey(object, passwordName, password);
                if (key != null) {
                    return new JcaPEMKeyConverter().getPrivateKey(key);
                }
            }
        } catch (OperatorCreationException | PKCSException e) {
            throw new ConfigException("the private key cannot be decrypted: wrong password");
        } catch (IOException | IllegalArgumentException e) {
            // Not with the reason, which may repeat what stands there.
            throw new ConfigException(
                    password.length > 0
                            ? "the private key cannot be decrypted: wrong password, or not a private key in PEM"
                            : "not a private key in PEM");
        }
        throw new ConfigException("no private key in PEM");
    }

    private static @Nullable PrivateKeyInfo privateKey(Object object, String passwordName, char[] password)
            throws IOException, OperatorCreationException, PKCSException, ConfigException {
        if (object instanceof PrivateKeyInfo key) {
            return key;
        }
        if (object instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        boolean encrypted = object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo;
        if (encrypted && password.length == 0) {
            throw new ConfigException("the private key is encrypted, and " + passwordName + " is not given");
        }
        if (object instanceof PEMEncryptedKeyPair pair) {
            var decryptor = new JcePEMDecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(password);
            return pair.decryptKeyPair(decryptor).getPrivateKeyInfo();
        }
        if (object instanceof PKCS8EncryptedPrivateKeyInfo key) {
            var decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(password);
            return key.decryptPrivateKeyInfo(decryptor);
        }
        return null;
    }
}
