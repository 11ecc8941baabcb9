package io.rafka.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * One broker (and controller) of a {@link BrokerCluster}: a process of its own, on the same ports and the same
 * directory however often it is restarted.
 *
 * <p>Not thread-safe. None of the methods waits until the broker answers: see {@link BrokerCluster#awaitBrokers}.
 */
public final class BrokerProcess {
    static final String CLIENT_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private final int id;
    private final int port;
    private final Path directory;
    private final String clusterId;
    private ChildJvm jvm;

    /** Writes the settings into the directory and starts the process. */
    BrokerProcess(int id, int port, Path directory, String clusterId, Map<String, String> settings) {
        this.id = id;
        this.port = port;
        this.directory = directory;
        this.clusterId = clusterId;
        Properties properties = new Properties();
        properties.putAll(settings);
        try {
            Files.createDirectories(directory);
            try (Writer writer = Files.newBufferedWriter(settingsFile())) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jvm = launch();
    }

    private Path settingsFile() {
        return directory.resolve("server.properties");
    }

    private ChildJvm launch() {
        return ChildJvm.start(BrokerMain.class, logFile(), settingsFile().toString(), clusterId);
    }

    /** The broker's id: 1, 2, 3. */
    public int id() {
        return id;
    }

    /** The port on 127.0.0.1 for Kafka clients. */
    public int port() {
        return port;
    }

    /** The process id; another one after each restart. */
    public long pid() {
        return jvm.pid();
    }

    /** Where the process writes its log. */
    public Path logFile() {
        return directory.resolve("broker.log");
    }

    /** Whether the process exists; true also while it is paused. */
    public boolean isAlive() {
        return jvm.isAlive();
    }

    /** SIGKILL: the broker vanishes without a word. Returns when the process is gone. */
    public void kill() {
        jvm.kill();
    }

    /** SIGTERM: the broker signs off. Returns when the process is gone. */
    public void stop() {
        jvm.stop();
    }

    /** SIGTERM, without waiting for the end. */
    void terminate() {
        jvm.terminate();
    }

    /** SIGSTOP: the broker keeps its connections and answers nothing. */
    public void pause() {
        jvm.pause();
    }

    /** SIGCONT: goes on after {@link #pause}. */
    public void resume() {
        jvm.resume();
    }

    /** Starts the process again; kills it first when it runs. */
    public void restart() {
        jvm.kill();
        jvm = launch();
    }

    /** The end of the process's log, for the message of a failure. */
    String lastOutput() {
        return jvm.lastOutput();
    }
}
