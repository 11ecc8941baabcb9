package io.rafka.config.server;

import static io.rafka.config.server.Setting.Change.AT_RUN_TIME;
import static io.rafka.config.server.Setting.Change.AT_START;

import io.rafka.config.tls.ClientCertificates;
import io.rafka.config.tls.TlsServerSource;
import java.time.Duration;
import java.util.List;

/**
 * The rows of {@link ServerSettings} about TLS towards Redis clients: names, values and defaults are Redis'. What is
 * changed at run time holds for new connections.
 */
public final class TlsSettings {
    private static final int MOST_SESSIONS = 1_000_000;

    public static final Setting<Integer> TLS_PORT = new Setting<>(
            "tls-port",
            SettingType.number(0, ServerSettings.HIGHEST_PORT),
            "0",
            AT_START,
            "Port for clients over TLS, on the same addresses as port. Needs tls-cert-file and tls-key-file, and, unless "
                    + "tls-auth-clients is no, the authorities of clients. 0 has none.");

    public static final Setting<String> TLS_CERT_FILE = new Setting<>(
            TlsServerSource.CERTIFICATE,
            SettingType.file(),
            "",
            AT_RUN_TIME,
            "PEM file with the certificate that clients see, followed by those between it and its authority. Read at the "
                    + "start, at each CONFIG SET of a setting about TLS, and at SIGHUP.");

    public static final Setting<String> TLS_KEY_FILE = new Setting<>(
            TlsServerSource.KEY,
            SettingType.file(),
            "",
            AT_RUN_TIME,
            "PEM file with the private key of tls-cert-file: PKCS#8, PKCS#1 or SEC1, encrypted or not.");

    public static final Setting<String> TLS_KEY_FILE_PASS = new Setting<>(
            TlsServerSource.KEY_PASSWORD,
            SettingType.secret(),
            "",
            AT_RUN_TIME,
            "Password of tls-key-file, if that is encrypted.");

    public static final Setting<String> TLS_CA_CERT_FILE = new Setting<>(
            TlsServerSource.AUTHORITIES_FILE,
            SettingType.file(),
            "",
            AT_RUN_TIME,
            "PEM file with the authorities whose certificates clients may show.");

    public static final Setting<String> TLS_CA_CERT_DIR = new Setting<>(
            TlsServerSource.AUTHORITIES_DIRECTORY,
            SettingType.file(),
            "",
            AT_RUN_TIME,
            "Directory with PEM files of such authorities; together with those of tls-ca-cert-file.");

    public static final Setting<ClientCertificates> TLS_AUTH_CLIENTS = new Setting<>(
            TlsServerSource.CLIENTS,
            SettingType.oneOf(ClientCertificates.class),
            "yes",
            AT_RUN_TIME,
            "Whether clients must show a certificate. optional asks for one, and refuses one that is not of a trusted "
                    + "authority.");

    public static final Setting<List<String>> TLS_PROTOCOLS = new Setting<>(
            "tls-protocols",
            SettingType.someOf(List.of("TLSv1.2", "TLSv1.3")),
            "TLSv1.2 TLSv1.3",
            AT_RUN_TIME,
            "Versions of TLS that clients may speak. Older ones are not safe, and there is no way to allow them.");

    public static final Setting<String> TLS_CIPHERS = new Setting<>(
            TlsServerSource.CIPHERS,
            SettingType.text("names of cipher suites, separated by colons, commas or blanks"),
            "",
            AT_RUN_TIME,
            "Cipher suites for TLS 1.2, in OpenSSL's names or Java's. Empty takes those of Java with ECDHE and with "
                    + "GCM or ChaCha20-Poly1305.");

    public static final Setting<String> TLS_CIPHERSUITES = new Setting<>(
            TlsServerSource.CIPHER_SUITES,
            SettingType.text("names of cipher suites, separated by colons, commas or blanks"),
            "",
            AT_RUN_TIME,
            "Cipher suites for TLS 1.3. Empty takes all of Java.");

    public static final Setting<Boolean> TLS_PREFER_SERVER_CIPHERS = new Setting<>(
            "tls-prefer-server-ciphers",
            SettingType.yesNo(),
            "no",
            AT_RUN_TIME,
            "Whether the first cipher suite of the settings above that a client has is taken, and not the first of the "
                    + "client's.");

    public static final Setting<Boolean> TLS_SESSION_CACHING = new Setting<>(
            "tls-session-caching",
            SettingType.yesNo(),
            "yes",
            AT_RUN_TIME,
            "Whether a client that connects again may take up its earlier session, which makes the handshake cheaper.");

    public static final Setting<Integer> TLS_SESSION_CACHE_SIZE = new Setting<>(
            "tls-session-cache-size",
            SettingType.number(1, MOST_SESSIONS),
            "20480",
            AT_RUN_TIME,
            "How many sessions are kept for that; Java forgets them earlier when memory is short.");

    public static final Setting<Duration> TLS_SESSION_CACHE_TIMEOUT = new Setting<>(
            "tls-session-cache-timeout",
            SettingType.seconds(1, Integer.MAX_VALUE),
            "300",
            AT_RUN_TIME,
            "For how long a session is kept.");

    private TlsSettings() {}
}
