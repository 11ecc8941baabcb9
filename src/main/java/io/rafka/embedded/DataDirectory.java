package io.rafka.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * The node's directory, held by this process alone from {@link #open} to {@link #close}.
 *
 * <p>Kafka locks the directory too (the file {@code .lock}), but in a combined node not until the controller has opened
 * the metadata log in it, and not at all while formatting. So there is a lock of rafka's own, taken first.
 */
final class DataDirectory implements AutoCloseable {
    private static final String OWN_LOCK = "rafka.lock";
    private static final String KAFKA_LOCK = ".lock";
    private static final String FORMATTED = "meta.properties";
    /**
     * What an empty directory may hold and still be new: locks, and the traces of a formatting that was interrupted.
     */
    private static final Set<String> LEFT_BY_FORMATTING = Set.of(
            OWN_LOCK,
            KAFKA_LOCK,
            "bootstrap.checkpoint",
            "bootstrap.checkpoint.tmp",
            FORMATTED + ".tmp",
            "__cluster_metadata-0");

    /**
     * The directories open in this JVM. They are known here and not by their locks, because on Linux closing any
     * channel of a file drops all locks the process has on it: merely trying the lock a second time would release the
     * first.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final @Nullable FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates the directory if need be, locks it, and formats it when it is new.
     *
     * @throws EmbeddedKafkaException when it is not a directory, not writable, in use, or holds other things than
     *     Kafka's
     */
    static DataDirectory open(Path directory) throws EmbeddedKafkaException {
        Path path = create(directory);
        if (!OPEN.add(path)) {
            throw inUse(path);
        }
        FileChannel lock = null;
        try {
            // before the first file is written: a directory given by mistake is to stay as it is
            requireNewOrFormatted(path);
            lock = lock(path.resolve(OWN_LOCK), path);
            if (Files.exists(path.resolve(KAFKA_LOCK))) {
                // no rafka uses it, but a Kafka broker started by hand may
                lock(path.resolve(KAFKA_LOCK), path).close();
            }
            if (!Files.exists(path.resolve(FORMATTED))) {
                format(path);
            }
            return new DataDirectory(path, lock);
        } catch (IOException e) {
            release(path, lock);
            throw new EmbeddedKafkaException(
                    "cannot use the data directory " + path + ": " + EmbeddedKafkaException.describe(e), e);
        } catch (EmbeddedKafkaException | RuntimeException e) {
            release(path, lock);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    private static Path create(Path directory) throws EmbeddedKafkaException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new EmbeddedKafkaException("the data directory " + directory + " is not a directory");
        }
        try {
            return Files.createDirectories(directory).toRealPath();
        } catch (IOException e) {
            throw new EmbeddedKafkaException(
                    "cannot create the data directory " + directory + ": " + EmbeddedKafkaException.describe(e), e);
        }
    }

    private static FileChannel lock(Path file, Path directory) throws IOException, EmbeddedKafkaException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw inUse(directory);
    }

    private static EmbeddedKafkaException inUse(Path directory) {
        return new EmbeddedKafkaException("the data directory " + directory + " is in use by another rafka or Kafka");
    }

    private static void requireNewOrFormatted(Path path) throws IOException, EmbeddedKafkaException {
        if (Files.exists(path.resolve(FORMATTED))) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            Set<String> names =
                    entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
            if (!LEFT_BY_FORMATTING.containsAll(names)) {
                throw new EmbeddedKafkaException(
                        "the data directory " + path + " is neither empty nor a directory of Kafka's");
            }
        }
    }

    private static void format(Path path) throws EmbeddedKafkaException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BoundSockets.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(path.toString())
                    .addDirectory(path.toString())
                    .run();
        } catch (Exception e) {
            throw new EmbeddedKafkaException(
                    "cannot format the data directory " + path + ": " + EmbeddedKafkaException.describe(e), e);
        }
    }

    /** Lets go of the directory; it must be called last, when nothing of Kafka's runs any more. Idempotent. */
    @Override
    public void close() {
        release(path, lock);
    }

    private static void release(Path path, @Nullable FileChannel lock) {
        try {
            if (lock == null || lock.isOpen()) {
                if (lock != null) {
                    lock.close();
                }
                OPEN.remove(path);
            }
        } catch (IOException e) {
            // the lock ends with the process at the latest
            OPEN.remove(path);
        }
    }
}
