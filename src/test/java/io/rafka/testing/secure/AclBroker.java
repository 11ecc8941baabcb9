package io.rafka.testing.secure;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rafka.testing.BrokerCluster;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One real broker in a process of its own, whose users may do nothing but what a test has granted.
 *
 * <p>Whoever comes without a password, as {@link #admin} does, may do everything. The process ends with this JVM,
 * however it ends, and {@link #close} kills it. Not thread-safe.
 */
public final class AclBroker implements AutoCloseable {
    private static final String USER = "gate";
    /** Those of rafka's users who log in as themselves. */
    private static final List<String> OTHERS = List.of("kafka-alice", "kafka-bob");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path directory;
    private final String open;
    private final String guarded;
    private final BrokerCluster cluster;
    private final Admin admin;

    private AclBroker(Path directory, Map<String, String> overrides) {
        this.directory = directory;
        List<Integer> ports = FreePorts.choose(3);
        open = "127.0.0.1:" + ports.get(0);
        guarded = "127.0.0.1:" + ports.get(1);
        int controller = ports.get(2);
        Map<String, String> settings = new HashMap<>(settings(controller));
        settings.putAll(overrides);
        cluster = BrokerCluster.start(1, directory.resolve("cluster"), List.of(ports.get(0), controller), settings);
        admin = Admin.create(Map.of("bootstrap.servers", open));
    }

    /** Starts it in a folder of its own, with broker settings that win over all others. */
    public static AclBroker start(Map<String, String> overrides) {
        try {
            return new AclBroker(Files.createTempDirectory("rafka-acl"), overrides);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings(int controller) {
        Map<String, String> users = new HashMap<>(Map.of("user_" + USER, password(USER)));
        OTHERS.forEach(user -> users.put("user_" + user, password(user)));
        String login = Jaas.login(Jaas.PLAIN, users);
        return Map.of(
                "listeners",
                "PLAINTEXT://" + open + ",GUARDED://" + guarded + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners",
                "PLAINTEXT://" + open + ",GUARDED://" + guarded,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,GUARDED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "listener.name.guarded.sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.guarded.plain.sasl.jaas.config",
                login,
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS");
    }

    /** What the broker asks the user for. */
    public static String password(String user) {
        return user + "-secret";
    }

    /** The address at which nobody is asked for a password, and everybody may do everything. */
    public String open() {
        return open;
    }

    /** A client that may do everything. */
    public Admin admin() {
        return admin;
    }

    /** Writes the configuration of a gateway that logs in as the user. */
    public Path config(Map<String, Object> producer) {
        return config(producer, Map.of());
    }

    /** The same, with other objects of the file. */
    public Path config(Map<String, Object> producer, Map<String, Object> others) {
        Map<String, Object> all = new HashMap<>(others);
        all.putAll(Map.of(
                "general",
                Map.of(
                        "bootstrap.servers",
                        guarded,
                        "security.protocol",
                        "sasl_plaintext",
                        "sasl.mechanisms",
                        "PLAIN",
                        "sasl.username",
                        USER,
                        "sasl.password",
                        password(USER)),
                "consumer",
                Map.of("auto.offset.reset", "earliest", "auto.commit.interval.ms", 100),
                "producer",
                producer));
        try {
            Path file = directory.resolve(RafkaTester.unique("librdkafka") + ".json");
            return Files.writeString(file, new ObjectMapper().writeValueAsString(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a topic of a unique name, and returns the name when the broker knows it. */
    public String createTopic(String prefix) {
        String name = RafkaTester.unique(prefix);
        done(admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all());
        await().alias("the broker knows " + name)
                .atMost(LIMIT)
                .until(() -> admin.listTopics().names().get().contains(name));
        return name;
    }

    /** Lets the user do this with the topic; returns when the broker has heard of it. */
    public void grantTopic(String topic, AclOperation... operations) {
        grantTopicTo(USER, topic, operations);
    }

    /** Lets the user do this with the group; returns when the broker has heard of it. */
    public void grantGroup(String group, AclOperation... operations) {
        grantGroupTo(USER, group, operations);
    }

    /** Lets another user do this with the topic. */
    public void grantTopicTo(String user, String topic, AclOperation... operations) {
        grant(user, ResourceType.TOPIC, topic, operations);
    }

    /** Lets another user do this with the group. */
    public void grantGroupTo(String user, String group, AclOperation... operations) {
        grant(user, ResourceType.GROUP, group, operations);
    }

    private void grant(String user, ResourceType type, String name, AclOperation... operations) {
        List<AclBinding> bindings = bindings(user, type, name, operations);
        done(admin.createAcls(bindings).all());
        await().alias("the broker knows what is granted on " + name)
                .atMost(LIMIT)
                .until(() -> inEffect(bindings) == bindings.size());
    }

    /** Takes back what has been granted on the topic; returns when the broker has heard of it. */
    public void revokeTopic(String topic, AclOperation... operations) {
        List<AclBinding> bindings = bindings(USER, ResourceType.TOPIC, topic, operations);
        done(admin.deleteAcls(bindings.stream().map(AclBinding::toFilter).toList())
                .all());
        await().alias("the broker knows what is revoked on " + topic)
                .atMost(LIMIT)
                .until(() -> inEffect(bindings) == 0);
    }

    /** Takes back all that has been granted; returns when the broker has heard of it. */
    public void revokeAll() {
        done(admin.deleteAcls(List.of(AclBindingFilter.ANY)).all());
        await().alias("the broker knows that nothing is granted")
                .atMost(LIMIT)
                .until(() ->
                        done(admin.describeAcls(AclBindingFilter.ANY).values()).isEmpty());
    }

    private static List<AclBinding> bindings(String user, ResourceType type, String name, AclOperation... operations) {
        return Stream.of(operations)
                .map(operation -> new AclBinding(
                        new ResourcePattern(type, name, PatternType.LITERAL),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)))
                .toList();
    }

    private int inEffect(List<AclBinding> bindings) {
        int found = 0;
        for (AclBinding binding : bindings) {
            Collection<AclBinding> known =
                    done(admin.describeAcls(binding.toFilter()).values());
            found += known.size();
        }
        return found;
    }

    private static <T> T done(KafkaFuture<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills the broker, which takes no time, and deletes its folder. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
        cluster.close();
        RafkaTester.deleteAll(directory);
    }
}
