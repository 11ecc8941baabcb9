package io.rafka.testing.secure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That the files are what they are said to be; those that Kafka's clients read are put to use by SecureBrokerIT. */
class TestCertificatesTest {
    private static final Provider PROVIDER = new BouncyCastleProvider();

    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    @BeforeAll
    static void create() {
        certificates = TestCertificates.create(directory);
    }

    static Stream<Arguments> keysFitTheirCertificates() {
        return Stream.of(
                arguments(certificates.clientKey(), certificates.client(), "BEGIN PRIVATE KEY"),
                arguments(certificates.clientKeyEncrypted(), certificates.client(), "BEGIN ENCRYPTED PRIVATE KEY"),
                arguments(certificates.clientKeyPkcs1(), certificates.client(), "BEGIN RSA PRIVATE KEY"),
                arguments(certificates.clientKeyPkcs1Encrypted(), certificates.client(), "DEK-Info: AES-256-CBC"),
                arguments(certificates.clientKey(), certificates.expiredClient(), "BEGIN PRIVATE KEY"),
                arguments(certificates.clientKey(), certificates.strangeClient(), "BEGIN PRIVATE KEY"),
                arguments(certificates.ellipticClientKey(), certificates.ellipticClient(), "BEGIN EC PRIVATE KEY"));
    }

    @ParameterizedTest
    @MethodSource
    void keysFitTheirCertificates(Path key, Path certificate, String form) throws Exception {
        assertThat(key).content().contains(form);
        PrivateKey secret = read(key);
        Signature signature =
                Signature.getInstance("SHA256with" + (secret.getAlgorithm().startsWith("RSA") ? "RSA" : "ECDSA"));
        signature.initSign(secret);
        byte[] signed = signature.sign();
        signature.initVerify(first(certificate));
        assertThat(signature.verify(signed)).isTrue();
    }

    private static PrivateKey read(Path file) throws Exception {
        char[] password = TestCertificates.KEY_PASSWORD.toCharArray();
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser = new PEMParser(Files.newBufferedReader(file))) {
            Object found = parser.readObject();
            if (found instanceof PEMEncryptedKeyPair encrypted) {
                found = encrypted.decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                        .setProvider(PROVIDER)
                        .build(password));
            } else if (found instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                found = encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(PROVIDER)
                        .build(password));
            }
            return found instanceof PEMKeyPair pair
                    ? converter.getKeyPair(pair).getPrivate()
                    : converter.getPrivateKey((PrivateKeyInfo) found);
        }
    }

    @Test
    void oneListRevokesAndTheOtherDoesNot() throws Exception {
        validate(certificates.broker(), certificates.revokingCrl());
        validate(certificates.revokedBroker(), certificates.emptyCrl());
        assertThatThrownBy(() -> validate(certificates.revokedBroker(), certificates.revokingCrl()))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("revoked");
        assertThatThrownBy(() -> validate(certificates.expiredBroker(), certificates.emptyCrl()))
                .isInstanceOf(CertPathValidatorException.class)
                .hasStackTraceContaining("CertificateExpiredException");
        assertThatThrownBy(() -> validate(certificates.strangeClient(), certificates.emptyCrl()))
                .isInstanceOf(CertPathValidatorException.class);
    }

    private static void validate(Path certificate, Path crl) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(first(certificates.ca()), null)));
        try (InputStream stream = Files.newInputStream(crl)) {
            parameters.addCertStore(CertStore.getInstance(
                    "Collection", new CollectionCertStoreParameters(factory.generateCRLs(stream))));
        }
        CertPathValidator.getInstance("PKIX")
                .validate(factory.generateCertPath(List.of(first(certificate))), parameters);
    }

    /** The first certificate in a file, which may have a key before it. */
    private static X509Certificate first(Path file) throws Exception {
        String text = Files.readString(file);
        try (InputStream stream = new ByteArrayInputStream(
                text.substring(text.indexOf("-----BEGIN CERTIFICATE")).getBytes(US_ASCII))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
        }
    }
}
