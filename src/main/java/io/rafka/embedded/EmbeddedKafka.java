package io.rafka.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller, inside this JVM, listening on 127.0.0.1 only.
 *
 * <p>Its directory outlives it: cluster id, topics, records and committed offsets are there again at the next start,
 * also after the process was killed. Acknowledged records are in the operating system's hands, not necessarily on the
 * disk, so a power failure can lose the last ones; that is how Kafka does it everywhere.
 *
 * <p>Starting the first one changes Kafka's {@code Exit} for the whole JVM, so that a broken broker cannot end it.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedKafka.class);

    /** How long the broker may take to sign off at its controller; it takes some 50 ms. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);
    /** After a fatal fault there may be nobody left to say goodbye to. */
    private static final Duration SHORT_GOODBYE = Duration.ofMillis(500);
    /** How long close() takes at most; 0.5 s is usual. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final BoundSockets sockets;
    private final DataDirectory directory;
    private final FatalFaults faults;
    private final BrokerNode node;
    private boolean closed;

    private EmbeddedKafka(BoundSockets sockets, DataDirectory directory, FatalFaults faults, BrokerNode node) {
        this.sockets = sockets;
        this.directory = directory;
        this.faults = faults;
        this.node = node;
    }

    /**
     * Starts the node and returns when it is ready to create topics and to take records. There is no time limit: after
     * a kill, reading back large logs may take minutes. Interrupting the calling thread gives up.
     *
     * @param dataDirectory where the node keeps everything; created and formatted when it does not exist or is empty
     * @param port the port on 127.0.0.1 for Kafka's clients, 0 to 65535; 0 takes any free one
     * @param overrides broker settings by their Kafka names, which win over rafka's; those that say who and where the
     *     node is (its id, its directories, its listeners, its quorum) are refused
     * @param onFatalFault called at most once, with one line of text, on a daemon thread of its own, when the node has
     *     failed beyond repair after it had started. The node is then of no use, but still has to be closed, which may
     *     be done from within the call. Not called for what happens after {@link #close} has begun
     * @return the running node
     * @throws EmbeddedKafkaException when it cannot be started, with a message of one line; nothing is left running
     *     then, except that Kafka 4.4 forgets some of its threads when an override names a metrics class that does not
     *     exist
     * @throws IllegalArgumentException when the port is out of range
     */
    public static EmbeddedKafka start(
            Path dataDirectory, int port, Map<String, String> overrides, Consumer<String> onFatalFault)
            throws EmbeddedKafkaException {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not in 0 to 65535");
        }
        if (Thread.currentThread().isInterrupted()) {
            // files and sockets cannot be used then, and would fail with less clear messages
            throw new EmbeddedKafkaException("interrupted while starting the embedded Kafka");
        }
        BoundSockets sockets = BoundSockets.bind(port);
        boolean started = false;
        try {
            EmbeddedKafka kafka = start(sockets, DataDirectory.open(dataDirectory), overrides);
            started = true;
            kafka.faults.onFirst(fault -> DaemonThread.start("embedded-kafka-fault", () -> onFatalFault.accept(fault)));
            return kafka;
        } catch (EmbeddedKafkaException e) {
            // an interrupt while formatting comes out as a file that cannot be written
            throw Thread.currentThread().isInterrupted()
                    ? new EmbeddedKafkaException("interrupted while starting the embedded Kafka", e)
                    : e;
        } finally {
            if (!started) {
                sockets.close();
            }
        }
    }

    private static EmbeddedKafka start(BoundSockets sockets, DataDirectory directory, Map<String, String> overrides)
            throws EmbeddedKafkaException {
        FatalFaults faults = new FatalFaults(directory.path());
        EmbeddedKafka kafka = null;
        boolean started = false;
        try {
            Map<String, String> settings = BrokerSettings.of(
                    directory.path(),
                    sockets.clientPort(),
                    sockets.controllerAddress().getPort(),
                    overrides);
            kafka = new EmbeddedKafka(sockets, directory, faults, BrokerNode.build(settings, sockets, faults));
            kafka.node.start(faults);
            started = true;
            return kafka;
        } catch (RuntimeException e) {
            throw new EmbeddedKafkaException(
                    "cannot start the embedded Kafka in " + directory.path() + ": "
                            + EmbeddedKafkaException.describe(e),
                    e);
        } finally {
            if (!started) {
                if (kafka != null) {
                    kafka.close();
                } else {
                    faults.close();
                    directory.close();
                }
            }
        }
    }

    /**
     * The address for Kafka clients.
     *
     * @return {@code 127.0.0.1:} and the port actually bound
     */
    public String bootstrapServers() {
        return "127.0.0.1:" + sockets.clientPort();
    }

    /**
     * The directory in use.
     *
     * @return its real path: absolute, symbolic links resolved
     */
    public Path dataDirectory() {
        return directory.path();
    }

    /**
     * Stops the node and lets go of its directory and port: in about 0.5 s, in at most 20. Idempotent; a second call
     * waits for the first to end. Throws nothing; an interrupt does not shorten it, but is kept.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Duration goodbye = faults.any() ? SHORT_GOODBYE : GOODBYE;
        faults.close();
        // On a thread of its own, because some of Kafka's parts wait for theirs without a limit.
        DaemonThread stopper = DaemonThread.start("embedded-kafka-stop", () -> {
            node.stop(goodbye);
            sockets.close();
            // last: as long as anything of Kafka's runs, nobody else may have the directory
            directory.close();
        });
        if (!stopper.awaitEnd(CLOSE_LIMIT)) {
            LOGGER.warn("The embedded Kafka did not stop within {} s", CLOSE_LIMIT.toSeconds());
        }
    }
}
