package io.rafka.testing.secure;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/** Writes PEM files, with private keys in all the forms in which they are found. */
final class PemFile {
    // The JDK cannot derive keys as OpenSSL does. This provider is not registered: the code under test shall not find
    // it.
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private PemFile() {}

    /** Writes certificates, revocation lists and what the other methods return, one after the other. */
    static void write(Path file, Object... contents) throws IOException {
        try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            for (Object one : contents) {
                writer.writeObject(one);
            }
        }
    }

    /** {@code BEGIN PRIVATE KEY}. */
    static PemObjectGenerator pkcs8(PrivateKey key) throws IOException {
        return new JcaPKCS8Generator(key, null);
    }

    /** {@code BEGIN ENCRYPTED PRIVATE KEY}, by PBES2 as {@code openssl pkcs8 -topk8} does it. */
    static PemObjectGenerator pkcs8(PrivateKey key, String password) throws IOException, OperatorCreationException {
        return new JcaPKCS8Generator(
                key,
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(PROVIDER)
                        .setPRF(PKCS8Generator.PRF_HMACSHA256)
                        .setPassword(password.toCharArray())
                        .build());
    }

    /** {@code BEGIN RSA PRIVATE KEY}. */
    static PemObjectGenerator pkcs1(PrivateKey key) throws IOException {
        return new JcaMiscPEMGenerator(key);
    }

    /** {@code BEGIN RSA PRIVATE KEY} with {@code DEK-Info}, as {@code openssl rsa -aes256 -traditional} writes it. */
    static PemObjectGenerator pkcs1(PrivateKey key, String password) throws IOException {
        return new JcaMiscPEMGenerator(
                key,
                new JcePEMEncryptorBuilder("AES-256-CBC").setProvider(PROVIDER).build(password.toCharArray()));
    }

    /**
     * {@code BEGIN EC PRIVATE KEY}, with the name of the curve and the public key as {@code openssl ecparam -genkey}
     * writes them: the JDK leaves both out, which is of use only within PKCS#8.
     */
    static PemObjectGenerator sec1(PrivateKey key, PublicKey publicKey) throws IOException {
        BigInteger secret = ((ECPrivateKey) key).getS();
        int bits = ((ECPrivateKey) key).getParams().getOrder().bitLength();
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
        return new PemObject(
                "EC PRIVATE KEY",
                new org.bouncycastle.asn1.sec.ECPrivateKey(
                                bits,
                                secret,
                                info.getPublicKeyData(),
                                info.getAlgorithm().getParameters())
                        .getEncoded());
    }
}
