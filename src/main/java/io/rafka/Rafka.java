package io.rafka;

import io.rafka.config.ConfigException;
import io.rafka.config.NearestName;
import io.rafka.config.server.Given;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.config.server.Setting;
import io.rafka.log.LogProvider;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line, and the life of the process. */
@Command(
        name = "rafka",
        description = "A gateway that lets any Redis client be a full Kafka client.",
        versionProvider = Rafka.Version.class,
        sortOptions = false)
public final class Rafka implements Callable<Integer> {
    static {
        LogProvider.install();
        // Netty would load Java's flight recorder, to tell it of each buffer.
        System.getProperties().putIfAbsent("io.netty.jfr.enabled", "false");
        // Otherwise a client over TLS 1.2 may have us reckon one handshake after the other; nor does OpenSSL let it.
        // Java
        // looks once, when TLS is first used.
        System.getProperties().putIfAbsent("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(Rafka.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything here
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "JSON file with librdkafka's properties in the objects general, consumer and producer, and "
                    + "the settings below in the object server. With it, rafka talks to the Kafka cluster at "
                    + "bootstrap.servers; without, to an embedded Kafka.")
    private @Nullable Path configFile;

    @Option(names = "--check-config", description = "Checks the configuration, and exits: with 1 if it has errors.")
    private boolean checksConfig;

    @Option(
            names = "--show-config",
            description = "Prints the configuration in effect and where each value comes from, and exits.")
    private boolean showsConfig;

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
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with all its options; the manual page and the completions of shells are made of it too. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Rafka());
        ServerSettings.all().forEach(setting -> commandLine.getCommandSpec().addOption(option(setting)));
        commandLine.setParameterExceptionHandler((failure, all) -> {
            failure.getCommandLine().getErr().println("rafka: " + reason(failure));
            return 1;
        });
        return commandLine;
    }

    /** Not in picocli's words, which repeat values: one of them may be a password. */
    private static String reason(ParameterException failure) {
        List<String> known = failure.getCommandLine().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            String name = first.replaceFirst("=.*", "");
            return name.startsWith("-")
                    ? name + ": " + NearestName.unknown("option", name, known)
                    : "only options are taken";
        }
        if (failure instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing.getMissing().stream().map(Rafka::name).collect(Collectors.joining(", "))
                    + ": needs a value; one that begins with a dash is given as --option=-value";
        }
        ArgSpec argument = failure.getArgSpec();
        return argument == null ? "the command line cannot be read" : name(argument) + ": cannot be taken so";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** Every setting is an option; its value is checked with all others. */
    private static OptionSpec option(Setting<?> setting) {
        String[] names = setting.equals(ServerSettings.PORT)
                ? new String[] {"-p", setting.option()}
                : new String[] {setting.option()};
        String byDefault = setting.defaultText().isEmpty() ? "" : " Default: " + setting.defaultText();
        return OptionSpec.builder(names)
                .paramLabel("VALUE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(setting.summary().replace("%", "%%") + byDefault)
                .build();
    }

    @Override
    public Integer call() {
        Configuration configuration;
        try {
            configuration = Configuration.read(configFile, System.getenv(), givenOptions());
        } catch (ConfigException e) {
            e.errors().forEach(this::complain);
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (showsConfig) {
            new ConfigListing(configuration).print(out);
            return 0;
        }
        if (checksConfig) {
            try {
                CommandGroups.users(configuration.server());
            } catch (StartException e) {
                complain(String.valueOf(e.getMessage()));
                return 1;
            }
            configuration.notes().forEach(out::println);
            configuration.warnings().forEach(out::println);
            out.println((configFile == null ? "configuration" : configFile) + ": OK");
            out.flush();
            return 0;
        }
        return run(configuration);
    }

    /** The settings on the command line. An option that is given several times, as --host may be, is a list. */
    private List<Given> givenOptions() throws ConfigException {
        List<Given> given = new ArrayList<>();
        for (Setting<?> setting : ServerSettings.all()) {
            List<String> values = spec.commandLine().getParseResult().matchedOptionValue(setting.option(), List.of());
            if (values.size() > 1 && !setting.equals(ServerSettings.HOST)) {
                throw new ConfigException(setting.option() + ": given twice");
            }
            if (!values.isEmpty()) {
                given.add(new Given(setting.name(), String.join(",", values), setting.option()));
            }
        }
        return given;
    }

    private void complain(String error) {
        spec.commandLine().getErr().println("rafka: " + error);
    }

    private int run(Configuration configuration) {
        CompletableFuture<String> fatalFault = new CompletableFuture<>();
        Logs.follow(configuration.server());
        LOGGER.info("rafka {} on Java {}", Version.number(), Runtime.version());
        configuration.notes().forEach(LOGGER::info);
        configuration.warnings().forEach(LOGGER::warn);
        // From the start on, as Java would end.
        Hangup.handle(() -> TlsReload.again(configuration.server()));
        RafkaServer server;
        try {
            server = RafkaServer.start(configuration, fatalFault::complete);
        } catch (StartException e) {
            complain(String.valueOf(e.getMessage()));
            LOGGER.debug("not started", e);
            return 1;
        }
        LOGGER.info("Ready");
        ServiceNotification serviceManager = ServiceNotification.of(System.getenv());
        serviceManager.ready();
        AtomicInteger status = new AtomicInteger();
        // Left to itself, a JVM that gets a signal exits with 128 plus its number; a shutdown in order is a success.
        Runnable end = () -> {
            serviceManager.stopping(longestEnd(configuration.server()));
            end(server, status);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(end, "rafka-shutdown"));
        LOGGER.error("rafka must end: {}", fatalFault.join());
        status.set(1);
        return 1;
    }

    private static Duration longestEnd(ServerConfig config) {
        return config.get(ServerSettings.SHUTDOWN_DELAY).plus(config.get(ServerSettings.SHUTDOWN_TIMEOUT));
    }

    private static void end(RafkaServer server, AtomicInteger status) {
        // One that cannot go on would only lose time, and what clients send it.
        long undelivered = status.get() == 0 ? server.stop() : server.stopAtOnce();
        Runtime.getRuntime().halt(undelivered > 0 ? 1 : status.get());
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
