package io.rafka.testing;

import static org.awaitility.Awaitility.await;

import io.rafka.Configuration;
import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.config.ConfigException;
import io.rafka.config.server.Given;
import io.rafka.config.server.ServerConfig;
import io.rafka.embedded.EmbeddedKafka;
import io.rafka.embedded.EmbeddedKafkaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A gateway in front of a real broker, both in this JVM, on free ports, with its data in a folder of its own.
 *
 * <p>The broker does not create topics by itself: a test says which there are.
 */
public final class RafkaTester implements AutoCloseable {
    private static final AtomicInteger UNIQUE = new AtomicInteger();

    private final Path directory;
    private final EmbeddedKafka kafka;
    private final Path config;
    private RafkaServer server;
    private final Admin admin;

    private RafkaTester(Map<String, String> brokerSettings, String consumer, String producer)
            throws IOException, StartException, EmbeddedKafkaException {
        directory = Files.createTempDirectory("rafka-test");
        kafka = EmbeddedKafka.start(directory.resolve("data"), 0, brokerSettings, fault -> {
            throw new AssertionError("the broker has failed: " + fault);
        });
        config = Files.writeString(
                directory.resolve("librdkafka.json"),
                "{\"general\":{\"bootstrap.servers\":\"" + kafka.bootstrapServers() + "\"},\"consumer\":" + consumer
                        + ",\"producer\":" + producer + "}");
        server = serve(config);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** With the settings that most tests want: quick commits, no topics out of nothing. */
    public static RafkaTester start() {
        return start(
                Map.of("auto.create.topics.enable", "false"),
                "{\"auto.offset.reset\":\"earliest\",\"auto.commit.interval.ms\":100}",
                "{}");
    }

    /**
     * With settings of one's own.
     *
     * @param brokerSettings Kafka's
     * @param consumer the configuration file's object of that name, as JSON
     * @param producer the same
     */
    public static RafkaTester start(Map<String, String> brokerSettings, String consumer, String producer) {
        try {
            return new RafkaTester(brokerSettings, consumer, producer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StartException | EmbeddedKafkaException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A gateway with this configuration file, on a free port of 127.0.0.1. */
    public static RafkaServer serve(Path config) throws StartException {
        return serve(config, Map.of());
    }

    /** The same with settings of rafka's own, by name. */
    public static RafkaServer serve(Path config, Map<String, String> settings) throws StartException {
        try {
            return RafkaServer.start(Configuration.read(config, Map.of(), given(settings)), fault -> {});
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts one more gateway in front of the same broker; the caller closes it.
     *
     * @param settings rafka's own, by name
     */
    public RafkaServer startAnother(Map<String, String> settings) throws StartException {
        return serve(config, settings);
    }

    /** Settings for a gateway on a free port of 127.0.0.1. */
    public static ServerConfig serverConfig(Map<String, String> settings) {
        try {
            return ServerConfig.of(given(settings));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<Given> given(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("host", "127.0.0.1", "port", "0", "admin-port", "0"));
        all.putAll(settings);
        return all.entrySet().stream()
                .map(entry -> new Given(entry.getKey(), entry.getValue(), "the test"))
                .toList();
    }

    /** Ends the gateway in order and starts it again, on another port; the broker goes on. */
    public void restart() throws StartException {
        server.close();
        server = serve(config);
    }

    /** The gateway's port on 127.0.0.1. */
    public int port() {
        return server.port();
    }

    /** The gateway itself. */
    public RafkaServer server() {
        return server;
    }

    /** The broker's address. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Where the broker keeps its data. */
    public Path dataDirectory() {
        return kafka.dataDirectory();
    }

    /** A client of the broker, to look behind the gateway. */
    public Admin admin() {
        return admin;
    }

    /** A new raw connection to the gateway. */
    public RawClient connect() {
        return RawClient.connect(port());
    }

    /** A name that no other test has, all of the same length for the same prefix. */
    public static String unique(String prefix) {
        return String.format("%s-%04d", prefix, UNIQUE.incrementAndGet());
    }

    /** Creates a topic of a unique name, and returns the name. */
    public String createTopic(String prefix, int partitions) {
        String name = unique(prefix);
        createTopicNamed(name, partitions);
        return name;
    }

    /**
     * Creates a topic of this name, and waits until the broker knows it: that it has been created is said by the
     * controller, from whom the broker hears of it some time later.
     */
    public void createTopicNamed(String name, int partitions) {
        createTopicUnawaited(name, partitions);
        awaitTopic(name);
    }

    private void awaitTopic(String name) {
        await().alias("the broker knows " + name)
                .until(() -> admin.listTopics().names().get().contains(name));
    }

    /** Creates a topic of one partition with these settings of Kafka's, and a unique name, which it returns. */
    public String createTopic(String prefix, Map<String, String> settings) {
        String name = unique(prefix);
        create(new NewTopic(name, 1, (short) 1).configs(settings));
        awaitTopic(name);
        return name;
    }

    /** Creates a topic of this name, which the broker may not have heard of when this returns. */
    public void createTopicUnawaited(String name, int partitions) {
        create(new NewTopic(name, partitions, (short) 1));
    }

    private void create(NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        server.close();
        kafka.close();
        deleteAll(directory);
    }

    /** Deletes a folder and all in it. */
    public static void deleteAll(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
