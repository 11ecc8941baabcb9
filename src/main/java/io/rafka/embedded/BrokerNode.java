package io.rafka.embedded;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's own parts put together: what {@code KafkaRaftServer} does, with rafka's sockets and fault handlers.
 *
 * <p>Not thread-safe: {@link #start} and {@link #stop} must not overlap.
 */
final class BrokerNode {
    private static final Logger LOGGER = LoggerFactory.getLogger(BrokerNode.class);

    private static final Duration ORDERLY_END_LIMIT = Duration.ofSeconds(5);
    private static final Duration GIVE_UP_LIMIT = Duration.ofSeconds(10);

    private final SharedServer shared;
    private final String directory;
    private final Metrics metrics;
    private final ControllerServer controller;
    private final BrokerServer broker;

    private BrokerNode(SharedServer shared, BootstrapMetadata bootstrap, Metrics metrics) {
        this.shared = shared;
        this.metrics = metrics;
        directory = shared.brokerConfig().metadataLogDir();
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), bootstrap);
        broker = new BrokerServer(shared);
    }

    /**
     * Reads the formatted directory and builds the parts; nothing runs yet.
     *
     * @throws EmbeddedKafkaException for a setting out of range, or a directory of another node or format
     */
    static BrokerNode build(Map<String, String> settings, BoundSockets sockets, FatalFaults faults)
            throws EmbeddedKafkaException {
        KafkaConfig config;
        try {
            config = new KafkaConfig(settings, false);
        } catch (RuntimeException e) {
            throw new EmbeddedKafkaException(
                    "bad setting for the embedded Kafka: " + EmbeddedKafkaException.describe(e), e);
        }
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> directories;
        try {
            directories = KafkaRaftServer.initializeLogDirs(config, LOGGER, "");
        } catch (RuntimeException e) {
            throw new EmbeddedKafkaException(
                    "the data directory " + config.metadataLogDir() + " is not one that rafka can use: "
                            + EmbeddedKafkaException.describe(e),
                    e);
        }
        MetaPropertiesEnsemble properties = directories._1();
        Metrics metrics = Server.initializeMetrics(
                config, Time.SYSTEM, properties.clusterId().orElseThrow());
        Map<Integer, InetSocketAddress> voters = Map.of(BrokerSettings.NODE_ID, sockets.controllerAddress());
        SharedServer shared = new SharedServer(
                config,
                properties,
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(voters),
                List.of(),
                faults,
                sockets);
        return new BrokerNode(shared, directories._2(), metrics);
    }

    /**
     * Returns when the broker is registered and unfenced: it creates topics and takes records from then on.
     *
     * @throws EmbeddedKafkaException when Kafka throws, when a fatal fault comes in between, or when the calling thread
     *     is interrupted; {@link #stop} is then to be called
     */
    void start(FatalFaults faults) throws EmbeddedKafkaException {
        CompletableFuture<@Nullable Void> startup = new CompletableFuture<>();
        CompletableFuture<String> fault = new CompletableFuture<>();
        // On a thread of its own, to be interrupted: a fault leaves the futures open for which Kafka's startup waits.
        DaemonThread starter = DaemonThread.start("embedded-kafka-start", () -> {
            try {
                controller.startup();
                broker.startup();
                startup.complete(null);
            } catch (Throwable e) {
                startup.completeExceptionally(e);
            }
        });
        faults.onFirst(fault::complete);
        try {
            CompletableFuture.anyOf(startup, fault).get();
            if (fault.isDone()) {
                // Mostly the startup throws too, tells more, and stops what it has started: an interrupt would cut that
                // short and leave threads behind.
                starter.awaitEnd(ORDERLY_END_LIMIT);
                startup.getNow(null);
                throw failed(fault.get(), null);
            }
        } catch (ExecutionException | CompletionException e) {
            throw failed(EmbeddedKafkaException.describe(e), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedKafkaException("interrupted while starting the embedded Kafka", e);
        } finally {
            // without effect when it has ended by itself
            starter.interrupt();
            starter.awaitEnd(GIVE_UP_LIMIT);
        }
    }

    private EmbeddedKafkaException failed(String reason, @Nullable Throwable cause) {
        return new EmbeddedKafkaException("cannot start the embedded Kafka in " + directory + ": " + reason, cause);
    }

    /**
     * Stops the broker, then the controller. Each is tried whatever the other does; nothing is thrown.
     *
     * @param goodbye how long the broker may take to sign off at the controller; a node that has signed off need not
     *     wait for its old registration to expire when it starts again
     */
    void stop(Duration goodbye) {
        stopOne("broker", () -> broker.shutdown(goodbye));
        stopOne("controller", controller::shutdown);
        // The rest is done already when the node was running, but not when one of the two failed in the middle of its
        // startup or shutdown: both then leave out parts of what they share.
        stopOne("shared part", shared::stopForBroker);
        MetadataLoader loader = shared.loader();
        if (loader != null) {
            stopOne("metadata loader", loader);
        }
        stopOne("metrics", metrics);
    }

    private static void stopOne(String part, AutoCloseable action) {
        try {
            action.close();
        } catch (Exception | LinkageError e) {
            LOGGER.warn("The embedded Kafka's {} did not stop properly", part, e);
        }
    }
}
