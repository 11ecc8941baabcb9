package io.rafka.testing.secure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * The files that people have for TLS, good ones and bad ones, of an authority made for this run.
 *
 * <p>What a broker presents is in one file with its key, what a client presents in two, as is common for either. All is
 * PEM, but for the two key stores. Immutable.
 */
public final class TestCertificates {
    /** Opens all encrypted keys and key stores; with the characters that ought to be escaped somewhere. */
    public static final String KEY_PASSWORD = "k3y \"pass\\ w=rd";

    private static final List<String> THIS_HOST = List.of("localhost", "127.0.0.1");

    private final Path directory;
    private final Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
    private final Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
    private final CertificateAuthority ca;
    private final CertificateAuthority otherCa;
    private final KeyPair brokerKeys;
    private final KeyPair clientKeys;

    private TestCertificates(Path directory) throws GeneralSecurityException, IOException, OperatorCreationException {
        this.directory = Files.createDirectories(directory);
        ca = new CertificateAuthority("Test CA");
        otherCa = new CertificateAuthority("Other CA");
        brokerKeys = CertificateAuthority.ellipticKeys();
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        clientKeys = rsa.generateKeyPair();
    }

    /** Makes all the files, in a directory that is created where need be. */
    public static TestCertificates create(Path directory) {
        try {
            TestCertificates certificates = new TestCertificates(directory);
            certificates.writeAuthorities();
            certificates.writeBrokers();
            certificates.writeClientKeys();
            certificates.writeClients();
            return certificates;
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificates in " + directory, e);
        }
    }

    private void writeAuthorities() throws IOException {
        PemFile.write(ca(), ca.certificate());
        PemFile.write(otherCa(), otherCa.certificate());
    }

    private void writeBrokers() throws GeneralSecurityException, IOException, OperatorCreationException {
        X509Certificate good = ca.issueServer("broker", brokerKeys.getPublic(), tomorrow, THIS_HOST);
        writeBroker(broker(), good);
        writeBroker(expiredBroker(), ca.issueServer("expired broker", brokerKeys.getPublic(), yesterday, THIS_HOST));
        writeBroker(
                wrongHostBroker(),
                ca.issueServer("other.example", brokerKeys.getPublic(), tomorrow, List.of("other.example")));
        X509Certificate revoked = ca.issueServer("revoked broker", brokerKeys.getPublic(), tomorrow, THIS_HOST);
        writeBroker(revokedBroker(), revoked);
        PemFile.write(revokingCrl(), ca.revoke(revoked));
        PemFile.write(emptyCrl(), ca.revoke());
        writeKeyStore(brokerKeyStore(), brokerKeys, good);
    }

    private void writeBroker(Path file, X509Certificate certificate) throws IOException {
        PemFile.write(file, PemFile.pkcs8(brokerKeys.getPrivate()), certificate, ca.certificate());
    }

    private void writeClientKeys() throws IOException, OperatorCreationException {
        PemFile.write(clientKey(), PemFile.pkcs8(clientKeys.getPrivate()));
        PemFile.write(clientKeyEncrypted(), PemFile.pkcs8(clientKeys.getPrivate(), KEY_PASSWORD));
        PemFile.write(clientKeyPkcs1(), PemFile.pkcs1(clientKeys.getPrivate()));
        PemFile.write(clientKeyPkcs1Encrypted(), PemFile.pkcs1(clientKeys.getPrivate(), KEY_PASSWORD));
    }

    private void writeClients() throws GeneralSecurityException, IOException, OperatorCreationException {
        X509Certificate good = ca.issueClient("client", clientKeys.getPublic(), tomorrow);
        PemFile.write(client(), good);
        writeKeyStore(clientKeyStore(), clientKeys, good);
        PemFile.write(expiredClient(), ca.issueClient("expired client", clientKeys.getPublic(), yesterday));
        PemFile.write(strangeClient(), otherCa.issueClient("client", clientKeys.getPublic(), tomorrow));
        KeyPair elliptic = CertificateAuthority.ellipticKeys();
        PemFile.write(ellipticClient(), ca.issueClient("elliptic client", elliptic.getPublic(), tomorrow));
        PemFile.write(ellipticClientKey(), PemFile.sec1(elliptic.getPrivate(), elliptic.getPublic()));
    }

    private void writeKeyStore(Path file, KeyPair keys, X509Certificate certificate)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain = {certificate, ca.certificate()};
        store.setKeyEntry("key", keys.getPrivate(), KEY_PASSWORD.toCharArray(), chain);
        try (OutputStream stream = Files.newOutputStream(file)) {
            store.store(stream, KEY_PASSWORD.toCharArray());
        }
    }

    /** The authority that signs all but {@link #strangeClient}. */
    public Path ca() {
        return directory.resolve("ca.pem");
    }

    /** An unrelated authority. */
    public Path otherCa() {
        return directory.resolve("other-ca.pem");
    }

    /** Key and chain of a broker on localhost and 127.0.0.1. */
    public Path broker() {
        return directory.resolve("broker.pem");
    }

    /** The same as a PKCS#12 key store. */
    public Path brokerKeyStore() {
        return directory.resolve("broker.p12");
    }

    /** Key and chain for the same names, expired yesterday. */
    public Path expiredBroker() {
        return directory.resolve("expired-broker.pem");
    }

    /** Key and chain for {@code other.example}. */
    public Path wrongHostBroker() {
        return directory.resolve("wrong-host-broker.pem");
    }

    /** Key and chain for localhost, revoked by {@link #revokingCrl}. */
    public Path revokedBroker() {
        return directory.resolve("revoked-broker.pem");
    }

    /** The authority's list of revoked certificates: one, {@link #revokedBroker}. */
    public Path revokingCrl() {
        return directory.resolve("revoking.crl");
    }

    /** A list of the same authority that revokes nothing. */
    public Path emptyCrl() {
        return directory.resolve("empty.crl");
    }

    /** A client's certificate; its key is RSA, in all the files called {@code clientKey}. */
    public Path client() {
        return directory.resolve("client.pem");
    }

    /** PKCS#8, {@code BEGIN PRIVATE KEY}. */
    public Path clientKey() {
        return directory.resolve("client.key");
    }

    /** PKCS#8 by PBES2, {@code BEGIN ENCRYPTED PRIVATE KEY}. */
    public Path clientKeyEncrypted() {
        return directory.resolve("client-encrypted.key");
    }

    /** PKCS#1, {@code BEGIN RSA PRIVATE KEY}. */
    public Path clientKeyPkcs1() {
        return directory.resolve("client-pkcs1.key");
    }

    /** PKCS#1 with {@code DEK-Info}. */
    public Path clientKeyPkcs1Encrypted() {
        return directory.resolve("client-pkcs1-encrypted.key");
    }

    /** Key and chain of {@link #client} as a PKCS#12 key store. */
    public Path clientKeyStore() {
        return directory.resolve("client.p12");
    }

    /** Another client's certificate, whose key is on the curve P-256. */
    public Path ellipticClient() {
        return directory.resolve("elliptic-client.pem");
    }

    /** SEC1, {@code BEGIN EC PRIVATE KEY}. */
    public Path ellipticClientKey() {
        return directory.resolve("elliptic-client.key");
    }

    /** A certificate for {@link #clientKey}, expired yesterday. */
    public Path expiredClient() {
        return directory.resolve("expired-client.pem");
    }

    /** A certificate for {@link #clientKey} by {@link #otherCa}. */
    public Path strangeClient() {
        return directory.resolve("strange-client.pem");
    }

    /** Checks what is signed with {@link #clientKey}. */
    public PublicKey clientPublicKey() {
        return clientKeys.getPublic();
    }

    /** For a server of the tests' own, which presents {@link #broker}. */
    public SSLContext serverContext() {
        return serverContext(null);
    }

    /** The same, believing clients whom these believe. */
    public SSLContext serverContext(TrustManager @Nullable [] trust) {
        try (InputStream stream = Files.newInputStream(brokerKeyStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stream, KEY_PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, KEY_PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
