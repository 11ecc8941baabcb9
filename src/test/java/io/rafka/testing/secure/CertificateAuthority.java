package io.rafka.testing.secure;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root that signs certificates and lists of revoked ones, made anew in every run so that none ever expires. */
final class CertificateAuthority {
    // Certificates are told apart by issuer and serial number, those of two authorities too if they have the same name.
    private static final AtomicLong SERIAL = new AtomicLong(1000);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final KeyPair keys;
    private final X509Certificate certificate;

    CertificateAuthority(String commonName) throws GeneralSecurityException, IOException, OperatorCreationException {
        keys = ellipticKeys();
        X500Principal name = name(commonName);
        JcaX509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), now.plus(30, ChronoUnit.DAYS));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
    }

    /** P-256: made in no time, other than keys of RSA. */
    static KeyPair ellipticKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A certificate for a server under these host names or addresses, until {@code notAfter}. */
    X509Certificate issueServer(String commonName, PublicKey key, Instant notAfter, List<String> hosts)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        JcaX509v3CertificateBuilder builder = leaf(commonName, key, notAfter, KeyPurposeId.id_kp_serverAuth);
        Stream<GeneralName> names = hosts.stream()
                .map(host -> new GeneralName(
                        Character.isDigit(host.charAt(0)) ? GeneralName.iPAddress : GeneralName.dNSName, host));
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
    }

    /** A certificate for a client, until {@code notAfter}. */
    X509Certificate issueClient(String commonName, PublicKey key, Instant notAfter)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(leaf(commonName, key, notAfter, KeyPurposeId.id_kp_clientAuth)
                        .build(signer()));
    }

    /** A list, valid for a day, of these revoked certificates. */
    X509CRL revoke(X509Certificate... revoked) throws GeneralSecurityException, IOException, OperatorCreationException {
        JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(1, ChronoUnit.DAYS)));
        for (X509Certificate one : revoked) {
            builder.addCRLEntry(one.getSerialNumber(), Date.from(now), CRLReason.keyCompromise);
        }
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
        builder.addExtension(Extension.cRLNumber, false, new CRLNumber(nextSerial()));
        return new JcaX509CRLConverter().getCRL(builder.build(signer()));
    }

    private JcaX509v3CertificateBuilder leaf(String commonName, PublicKey key, Instant notAfter, KeyPurposeId purpose)
            throws GeneralSecurityException, IOException {
        JcaX509v3CertificateBuilder builder =
                builder(certificate.getSubjectX500Principal(), name(commonName), key, notAfter);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
        return builder;
    }

    private JcaX509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, PublicKey key, Instant notAfter) {
        return new JcaX509v3CertificateBuilder(
                issuer, nextSerial(), Date.from(now.minus(10, ChronoUnit.DAYS)), Date.from(notAfter), subject, key);
    }

    private ContentSigner signer() throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    }

    private static X500Principal name(String commonName) {
        return new X500Principal("CN=" + commonName + ",O=rafka tests");
    }

    private static BigInteger nextSerial() {
        return BigInteger.valueOf(SERIAL.incrementAndGet());
    }
}
