package io.rafka.testing.secure;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.BrokerCluster;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/**
 * One real broker in a process of its own, which can be reached in all the ways of {@link Listener}.
 *
 * <p>Whoever is let in may do everything. There are no topics but those that a test creates. The process ends with this
 * JVM, however it ends, and {@link #close} kills it. Not thread-safe.
 */
public final class SecureBroker implements AutoCloseable {
    /** Who logs in by PLAIN. */
    public static final String PLAIN_USER = "paula";

    /** The password of {@link #PLAIN_USER}, which must be escaped in JAAS, and in JSON too. */
    public static final String PLAIN_PASSWORD = "s3cr\"et\\ p=w";

    /** Who logs in by SCRAM-SHA-256 and SCRAM-SHA-512. */
    public static final String SCRAM_USER = "sam";

    /** The password of {@link #SCRAM_USER}, as odd as the other. */
    public static final String SCRAM_PASSWORD = "o=th\\er \"w0rd; 'x'";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final TestCertificates certificates;
    private final TokenSigner tokens = TokenSigner.create();
    private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    private final BrokerCluster cluster;
    private final Admin admin;

    private SecureBroker(Path directory) throws IOException {
        this.directory = directory;
        certificates = TestCertificates.create(directory.resolve("certificates"));
        Path keySet = Files.writeString(directory.resolve("jwks.json"), tokens.keySet());
        Iterator<Integer> chosen =
                FreePorts.choose(Listener.values().length + 1).iterator();
        for (Listener listener : Listener.values()) {
            ports.put(listener, chosen.next());
        }
        int controllerPort = chosen.next();
        cluster = BrokerCluster.start(
                1,
                directory.resolve("cluster"),
                List.of(port(Listener.PLAINTEXT), controllerPort),
                ListenerSettings.of(ports, controllerPort, certificates, keySet));
        admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port(Listener.PLAINTEXT)));
    }

    /** Starts it in a folder of its own, and returns when all users can log in. */
    public static SecureBroker start() {
        try {
            SecureBroker broker = new SecureBroker(Files.createTempDirectory("rafka-secure"));
            boolean ready = false;
            try {
                broker.createScramUser();
                ready = true;
                return broker;
            } finally {
                if (!ready) {
                    broker.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private void createScramUser() throws ExecutionException, InterruptedException, TimeoutException {
        for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
            // one at a time: Kafka takes two mechanisms of a user in one request for two changes of the same
            UserScramCredentialAlteration user = new UserScramCredentialUpsertion(
                    SCRAM_USER, new ScramCredentialInfo(mechanism, 4096), SCRAM_PASSWORD);
            admin.alterUserScramCredentials(List.of(user)).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        // The controller has them now. When the broker has heard of the last one, only a login tells.
        JavaClient sam = JavaClient.at(this, Listener.SASL_TLS).login("SCRAM-SHA-512", SCRAM_USER, SCRAM_PASSWORD);
        await().alias("a login of " + SCRAM_USER)
                .atMost(LIMIT)
                .ignoreExceptionsMatching(failure -> failure.getCause() instanceof SaslAuthenticationException)
                .until(sam::advertised, bootstrap(Listener.SASL_TLS)::equals);
    }

    /** The broker's address by that listener: {@code localhost:port} where there is TLS, otherwise 127.0.0.1. */
    public String bootstrap(Listener listener) {
        return listener.host() + ":" + port(listener);
    }

    private int port(Listener listener) {
        return requireNonNull(ports.get(listener));
    }

    /** The files for TLS; the broker trusts their authority. */
    public TestCertificates certificates() {
        return certificates;
    }

    /** Signs the tokens that {@link Listener#OAUTH} takes. */
    public TokenSigner tokens() {
        return tokens;
    }

    /** A client that may do everything, by {@link Listener#PLAINTEXT}. */
    public Admin admin() {
        return admin;
    }

    /** The process, for tests that pause or restart it. */
    public BrokerCluster cluster() {
        return cluster;
    }

    /** A folder for files of the tests, which is deleted with the broker. */
    public Path directory() {
        return directory;
    }

    /** Creates a topic of a unique name, and returns the name when the broker knows it. */
    public String createTopic(String prefix, int partitions) {
        String name = RafkaTester.unique(prefix);
        try {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        await().alias("the broker knows " + name)
                .until(() -> admin.listTopics().names().get().contains(name));
        return name;
    }

    /** Kills the broker, which takes no time, and deletes its folder. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
        cluster.close();
        RafkaTester.deleteAll(directory);
    }
}
