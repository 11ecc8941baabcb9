package io.rafka.embedded;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Catches what makes Kafka give up on itself, which in a broker of its own ends the process.
 *
 * <p>There are two ways. Faults of the controller and of the metadata quorum go through the fault handler factory;
 * Kafka's own one halts the JVM. A failed data directory, and a FatalExitError in one of the broker's threads, go
 * through the static {@code Exit} instead. Its procedures are replaced for the whole JVM, once and for good: even after
 * {@code close()} a late thread of Kafka must not end rafka.
 *
 * <p>Thread-safe: faults come on any thread of Kafka's.
 */
final class FatalFaults implements FaultHandlerFactory, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(FatalFaults.class);

    /**
     * The nodes that a call of Exit may concern. It does not say which one it is, but there is hardly ever a second.
     */
    private static final Set<FatalFaults> LIVE = ConcurrentHashMap.newKeySet();

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final Path directory;

    FatalFaults(Path directory) {
        this.directory = directory;
        LIVE.add(this);
        Exit.setHaltProcedure(FatalFaults::onExit);
        Exit.setExitProcedure(FatalFaults::onExit);
    }

    /**
     * Has an action run with the first fatal fault, in one line, also when there has been one already. It runs on the
     * thread of Kafka's that failed, and must not make it wait for the node to stop.
     */
    void onFirst(Consumer<String> action) {
        CompletableFuture<Void> unused = first.thenAccept(action);
    }

    /** Whether there has been a fatal fault. */
    boolean any() {
        return first.isDone() && !first.isCancelled();
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        if (!fatal) {
            return new LoggingFaultHandler(name, action);
        }
        return new FaultHandler() {
            @Override
            public RuntimeException handleFault(String message, @Nullable Throwable cause) {
                LOGGER.error("Fatal fault in Kafka's {}: {}", name, message, cause);
                try {
                    action.run();
                } catch (RuntimeException e) {
                    LOGGER.warn("Kafka's fault could not be counted", e);
                }
                // Kafka's own message is often no more than "caught exception"
                report(name + " failed: " + (cause == null ? message : EmbeddedKafkaException.describe(cause)));
                // the caller throws what it gets, which ends the failed thread
                return new FaultHandlerException(message, cause);
            }
        };
    }

    private static void onExit(int status, @Nullable String message) {
        // The threads that give up on a directory are named so; Exit.halt() comes without a message from them.
        boolean directoryFailed = Thread.currentThread().getName().contains("LogDirFailureHandler");
        for (FatalFaults faults : LIVE) {
            if (directoryFailed) {
                faults.report("the data directory " + faults.directory + " can no longer be read or written");
            } else {
                faults.report(message == null ? "Kafka asked to end the process with status " + status : message);
            }
        }
        if (LIVE.isEmpty()) {
            LOGGER.info("A stopped embedded Kafka asked to end the process with status {}: {}", status, message);
        }
    }

    private void report(String message) {
        first.complete(EmbeddedKafkaException.oneLine(message));
    }

    /** No fault is reported any more after this. */
    @Override
    public void close() {
        LIVE.remove(this);
        first.cancel(false);
    }
}
