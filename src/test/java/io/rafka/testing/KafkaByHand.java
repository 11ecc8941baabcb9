package io.rafka.testing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A cluster to try rafka with by hand; {@code dev/kafka} starts it. */
public final class KafkaByHand {
    private static final int DEFAULT_FIRST_PORT = 19092;

    private KafkaByHand() {}

    /** {@code [1|3] [--dir DIR] [--port FIRSTPORT]}; runs until SIGINT or SIGTERM. */
    public static void main(String[] arguments) throws Exception {
        int brokers = 1;
        Path directory = Path.of("target", "kafka");
        int firstPort = DEFAULT_FIRST_PORT;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "1", "3" -> brokers = Integer.parseInt(arguments[i]);
                case "--dir" -> directory = Path.of(arguments[++i]);
                case "--port" -> firstPort = Integer.parseInt(arguments[++i]);
                default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
            }
        }
        // the one thing that a script started by hand is for is to tell where the brokers are
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<Integer> ports = BrokerCluster.ports(firstPort, 2 * brokers);
        FreePorts.require(ports);
        BrokerCluster cluster = BrokerCluster.start(brokers, directory, ports, Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop, "stop-brokers"));
        Path configuration =
                directory.resolve("librdkafka.json").toAbsolutePath().normalize();
        Files.writeString(
                configuration,
                "{\"general\":{\"bootstrap.servers\":\"" + cluster.bootstrapServers()
                        + "\"},\"consumer\":{\"auto.offset.reset\":\"earliest\"},\"producer\":{}}\n");
        out.println("bootstrap servers: " + cluster.bootstrapServers());
        out.println("configuration for rafka: " + configuration);
        new CountDownLatch(1).await();
    }
}
