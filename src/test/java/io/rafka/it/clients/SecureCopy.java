package io.rafka.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.secure.ClientTls;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/**
 * A copy of a client's folder, whose secure program knows a server and a group of the test's.
 *
 * @param folder the copy
 * @param errors what the program writes to its standard error
 */
record SecureCopy(Client client, TestCertificates files, Path folder, Path errors) {
    /**
     * Makes it, with good certificates.
     *
     * @param temporary an empty folder
     */
    static SecureCopy of(Client client, TestCertificates files, Path temporary, int port, String group)
            throws IOException, GeneralSecurityException {
        Path folder = FolderCopy.of(client, client.secureSource(), Files.createDirectory(temporary.resolve("copy")));
        SecureCopy copy = new SecureCopy(client, files, folder, temporary.resolve("errors"));
        copy.show(files.ca(), files.client());
        Files.copy(files.clientKey(), folder.resolve("client.key"));
        Path source = folder.resolve(client.secureSource());
        String text = Files.readString(source);
        assertThat(text).as("secure program of %s", client).contains("localhost", "6380", "alice", "bob", "myapp");
        Files.writeString(source, text.replace("6380", String.valueOf(port)).replace("myapp", group));
        return copy;
    }

    /** Gives the program these certificates from its next {@code connect} on, in the files that its language has. */
    void show(Path ca, Path certificate) throws IOException, GeneralSecurityException {
        Files.copy(ca, folder.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificate, folder.resolve("client.pem"), StandardCopyOption.REPLACE_EXISTING);
        store(ClientTls.trustStore(ca), "ca.p12");
        store(ClientTls.keyStore(files, certificate), "client.p12");
    }

    private void store(KeyStore store, String name) throws IOException, GeneralSecurityException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(name))) {
            store.store(file, ClientTls.STORE_PASSWORD.toCharArray());
        }
    }

    /** Starts the program. */
    Program start() throws IOException {
        return Program.start(folder, errors, client.property("secure"), List.of(), () -> {});
    }
}
