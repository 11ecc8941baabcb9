package io.rafka.testing;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker's process: broker and controller in one, as Kafka's own start script runs them. */
final class BrokerMain {
    private static final long SHUTDOWN_SECONDS = 10;

    private BrokerMain() {}

    /** Takes the file of broker settings, and the cluster id to format a new directory with. */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(reader);
        }
        setSystemProperties(settings);
        KafkaConfig config = KafkaConfig.fromProps(settings, false);
        String data = config.metadataLogDir();
        if (!Files.exists(Path.of(data, "meta.properties"))) {
            Files.createDirectories(Path.of(data));
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(config.nodeId())
                    .setClusterId(arguments[1])
                    .setControllerListenerName(BrokerProcess.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(data)
                    .addDirectory(data)
                    .run();
        }
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(server), "shutdown"));
        server.startup();
        server.awaitShutdown();
    }

    /** What Kafka takes from the JVM instead of its settings, such as the URLs that it may ask, bears its full name. */
    private static void setSystemProperties(Properties settings) {
        for (String name : settings.stringPropertyNames()) {
            if (name.startsWith("org.apache.kafka.")) {
                System.setProperty(name, settings.getProperty(name));
            }
        }
    }

    /** Kafka waits minutes for a quorum to sign off at, which is never there when all brokers stop at once. */
    private static void shutDown(KafkaRaftServer server) {
        Thread shutdown = new Thread(server::shutdown, "orderly-shutdown");
        shutdown.setDaemon(true);
        shutdown.start();
        try {
            shutdown.join(TimeUnit.SECONDS.toMillis(SHUTDOWN_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
