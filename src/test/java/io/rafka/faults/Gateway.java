package io.rafka.faults;

import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rafka in a process of its own, on the same port however often it is started again. Not thread-safe. */
final class Gateway implements AutoCloseable {
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseParallelGC", ProcessFigures.TRACKING);

    private final Path directory;
    private final List<String> arguments;
    private final int port;
    private RafkaProcess process;

    private Gateway(Path directory, List<String> arguments, int port) throws IOException {
        this.directory = directory;
        this.arguments = arguments;
        this.port = port;
        process = RafkaProcess.start(directory, JVM, arguments);
        process.awaitReady();
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param servers Kafka's
     * @param consumer properties for the configuration file
     * @param producer properties for the configuration file
     */
    static Gateway start(Path directory, String servers, Map<String, String> consumer, Map<String, String> producer)
            throws IOException {
        Path config = Files.createTempFile(directory, "librdkafka", ".json");
        Files.writeString(
                config,
                "{\"general\":" + json(Map.of("bootstrap.servers", servers)) + ",\"consumer\":" + json(consumer)
                        + ",\"producer\":" + json(producer) + "}\n");
        int port = FreePorts.choose(1).get(0);
        List<String> arguments = new ArrayList<>(List.of("-c", config.toString()));
        arguments.addAll(List.of("--host", "127.0.0.1", "-p", Integer.toString(port)));
        return new Gateway(directory, arguments, port);
    }

    private static String json(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> "\"" + property.getKey() + "\":\"" + property.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    int port() {
        return port;
    }

    /** The process as it is now; another one after {@link #startAgain}. */
    RafkaProcess process() {
        return process;
    }

    /** After the end of the process. */
    void startAgain() throws IOException {
        process = RafkaProcess.start(directory, JVM, arguments);
        process.awaitReady();
    }

    /** How many records rafka says that it could not deliver. */
    long deliveryErrors() throws IOException {
        return Long.parseLong(stats().getOrDefault("producer.delivery.errors", "-1"));
    }

    /** How many of a topic's records it says could not be delivered. */
    long deliveryErrors(String topic) throws IOException {
        return stats().entrySet().stream()
                .filter(one -> one.getKey().startsWith("producer.delivery.errors{topic=\"" + topic + "\""))
                .mapToLong(one -> Long.parseLong(one.getValue()))
                .sum();
    }

    /** Changes a setting, until the end of the process. */
    void configure(String setting, String value) throws IOException {
        try (RedisConnection connection = RedisConnection.open(port)) {
            Object reply = connection.call("CONFIG", "SET", setting, value);
            if (!"OK".equals(reply)) {
                throw new IllegalStateException("CONFIG SET was answered " + reply);
            }
        }
    }

    private Map<String, String> stats() throws IOException {
        try (RedisConnection connection = RedisConnection.open(port)) {
            if (!(connection.call("HGETALL", "stats") instanceof List<?> pairs)) {
                throw new IOException("no statistics");
            }
            Map<String, String> stats = new TreeMap<>();
            for (int i = 0; i < pairs.size(); i += 2) {
                stats.put(String.valueOf(pairs.get(i)), String.valueOf(pairs.get(i + 1)));
            }
            return stats;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
