package io.rafka;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line, and the life of the process. */
@Command(
        name = "rafka",
        description = "A gateway that lets any Redis client be a full Kafka client.",
        versionProvider = Rafka.Version.class,
        sortOptions = false)
public final class Rafka implements Callable<Integer> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Rafka.class);
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything here
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            split = ",",
            description = "Address to listen on; may be given several times. Default: 0.0.0.0")
    private List<String> hosts = List.of("0.0.0.0");

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Port to listen on; 0 picks a free one. Default: ${DEFAULT-VALUE}")
    private int port = 6380;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "JSON file of librdkafka properties, in the objects general, consumer and producer. With it, "
                    + "rafka talks to the Kafka cluster at bootstrap.servers; without, to an embedded Kafka.")
    private @Nullable Path configFile;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the embedded Kafka keeps its log. Default: ${DEFAULT-VALUE}")
    private Path dataDirectory = Path.of("data");

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Port of the embedded Kafka on 127.0.0.1, for other Kafka tools; 0 picks a free one. "
                    + "Default: ${DEFAULT-VALUE}")
    private int kafkaPort;

    @SuppressWarnings("UnusedVariable") // picocli sees it
    @Option(
            names = {"-v", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    private boolean versionRequested;

    @SuppressWarnings("UnusedVariable") // picocli sees it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this help.")
    private boolean helpRequested;

    private Rafka() {}

    /** Runs rafka until a signal ends it. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Rafka());
        commandLine.setParameterExceptionHandler((failure, all) -> {
            failure.getCommandLine().getErr().println("rafka: " + failure.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() {
        checkPort("--port", port);
        checkPort("--kafka-port", kafkaPort);
        ServerOptions options = new ServerOptions(hosts, port, configFile, dataDirectory, kafkaPort);
        CompletableFuture<String> fatalFault = new CompletableFuture<>();
        LOGGER.info("rafka {} on Java {}", Version.number(), Runtime.version());
        if (configFile != null) {
            Stream.of("--data-dir", "--kafka-port")
                    .filter(option -> spec.commandLine().getParseResult().hasMatchedOption(option))
                    .forEach(option -> LOGGER.warn("{} is of the embedded Kafka, and has no effect with -c", option));
        }
        RafkaServer server;
        try {
            server = RafkaServer.start(options, fatalFault::complete);
        } catch (StartException e) {
            spec.commandLine().getErr().println("rafka: " + e.getMessage());
            LOGGER.debug("not started", e);
            return 1;
        }
        LOGGER.info("Ready");
        AtomicInteger status = new AtomicInteger();
        // Left to itself, a JVM that gets a signal exits with 128 plus its number; a shutdown in order is a success.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, status), "rafka-shutdown"));
        LOGGER.error("rafka must end: {}", fatalFault.join());
        status.set(1);
        return 1;
    }

    private static void end(RafkaServer server, AtomicInteger status) {
        long undelivered = server.stop();
        Runtime.getRuntime().halt(undelivered > 0 ? 1 : status.get());
    }

    private void checkPort(String option, int value) {
        if (value < 0 || value > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '" + option + "': must be 0 to 65535, got " + value);
        }
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        static String number() {
            String version = Rafka.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"rafka " + number()};
        }
    }
}
