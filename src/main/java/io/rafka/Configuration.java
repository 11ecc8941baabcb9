package io.rafka;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.ConfigFile;
import io.rafka.config.NearestName;
import io.rafka.config.Property;
import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.config.server.Given;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.config.server.ServerTls;
import io.rafka.config.server.Setting;
import io.rafka.config.tls.TlsServerMaterial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that configures one rafka: the command line wins over the environment, that over the file, that over the
 * defaults.
 *
 * @param server rafka's own settings
 * @param file the configuration file as the user has named it; null without one
 * @param tls of the port for clients over TLS; null without
 * @param kafka of the clients of a Kafka cluster; null for the embedded Kafka
 * @param notes what an operator should know: lines for the log
 * @param warnings what an operator should do something about: the same
 */
public record Configuration(
        ServerConfig server,
        @Nullable Path file,
        @Nullable TlsServerMaterial tls,
        @Nullable KafkaClientConfig kafka,
        List<String> notes,
        List<String> warnings) {

    private static final String PREFIX = "RAFKA_";
    private static final String SERVER = "server.";
    /** In Kubernetes, a service named rafka puts {@code RAFKA_PORT=tcp://10.0.0.1:6380} into every container. */
    private static final String SERVICE_LINK = "tcp://";

    /** And these with it. */
    private static final String SERVICE_LINK_NAME = "RAFKA_SERVICE_.*|RAFKA_PORT_.*";

    /** Of the launcher. */
    private static final String JAVA_OPTIONS = "RAFKA_JAVA_OPTS";

    /**
     * Reads and checks everything.
     *
     * @param file the configuration file; null for the embedded Kafka
     * @param environment of the process
     * @param commandLine its settings
     * @throws ConfigException with all that is wrong, wherever it is
     */
    public static Configuration read(@Nullable Path file, Map<String, String> environment, List<Given> commandLine)
            throws ConfigException {
        ConfigErrors errors = new ConfigErrors();
        List<String> notes = new ArrayList<>();
        List<Given> given = new ArrayList<>();
        KafkaClientConfig kafka = null;
        if (file != null) {
            ConfigFile content = ConfigFile.read(file, errors);
            for (Property property : content.server()) {
                // Not the name: default.topic.config means nothing here.
                String name = property.path().substring(SERVER.length());
                given.add(new Given(name, property.value(), file + ": " + property.path()));
            }
            kafka = kafka(content, errors, notes);
        }
        given.addAll(ofEnvironment(environment, notes, errors));
        given.addAll(commandLine);
        List<ServerConfig> server = new ArrayList<>();
        errors.collect(() -> server.add(ServerConfig.of(given)));
        List<TlsServerMaterial> tls = new ArrayList<>();
        for (ServerConfig one : server) {
            errors.collect(() -> refuseNoPort(one));
            errors.collect(() -> Optional.ofNullable(ServerTls.load(one)).ifPresent(tls::add));
        }
        errors.throwIfAny();
        if (file != null) {
            noteEmbeddedSettings(server.get(0), notes);
        }
        TlsServerMaterial material = tls.isEmpty() ? null : tls.get(0);
        return new Configuration(server.get(0), file, material, kafka, List.copyOf(notes), warnings(kafka, material));
    }

    private static void refuseNoPort(ServerConfig server) throws ConfigException {
        if (server.get(ServerSettings.PORT) == ServerSettings.NO_PORT && !ServerTls.isOn(server)) {
            throw new ConfigException(
                    server.origin(ServerSettings.PORT) + ": none needs a tls-port, or nobody could connect");
        }
    }

    private static List<String> warnings(@Nullable KafkaClientConfig kafka, @Nullable TlsServerMaterial tls) {
        List<String> warnings = new ArrayList<>();
        if (kafka != null) {
            kafka.warnings().forEach(warning -> warnings.add("TLS to Kafka: " + warning));
        }
        if (tls != null) {
            tls.warnings().forEach(warning -> warnings.add("TLS of clients: " + warning));
        }
        return List.copyOf(warnings);
    }

    private static KafkaClientConfig kafka(ConfigFile content, ConfigErrors errors, List<String> notes) {
        ConfigErrors own = new ConfigErrors();
        KafkaClientConfig kafka = KafkaClientConfig.of(content, own);
        own.addTo(errors, content.name());
        kafka.withoutEffect().forEach(note -> notes.add(content.name() + ": " + note));
        return kafka;
    }

    /** The settings in the environment; others of our prefix are noted, as they may be meant for us. */
    private static List<Given> ofEnvironment(Map<String, String> environment, List<String> notes, ConfigErrors errors) {
        List<Given> given = new ArrayList<>();
        List<String> known =
                ServerSettings.all().stream().map(Setting::environmentVariable).toList();
        for (String name : new TreeSet<>(environment.keySet())) {
            if (!name.startsWith(PREFIX) || name.equals(JAVA_OPTIONS)) {
                continue;
            }
            Optional<Setting<?>> setting = ServerSettings.all().stream()
                    .filter(one -> one.environmentVariable().equals(name))
                    .findFirst();
            String value = String.valueOf(environment.get(name));
            if (setting.isPresent() && value.startsWith(SERVICE_LINK)) {
                notes.add(name + " has no effect: it is a service link of Kubernetes, not a setting");
            } else if (setting.isPresent() && value.isEmpty()) {
                // As after RAFKA_REQUIREPASS=$UNSET: it must not switch off what the file says.
                errors.add(name + ": is empty");
            } else if (setting.isPresent()) {
                given.add(new Given(setting.get().name(), value, name));
            } else if (!name.matches(SERVICE_LINK_NAME)) {
                notes.add(name + " has no effect: " + NearestName.unknown("environment variable", name, known));
            }
        }
        return given;
    }

    private static void noteEmbeddedSettings(ServerConfig server, List<String> notes) {
        for (Setting<?> setting : List.of(ServerSettings.DATA_DIR, ServerSettings.KAFKA_PORT)) {
            String origin = server.origin(setting);
            if (!origin.equals(ServerConfig.DEFAULT)) {
                notes.add(origin + " is of the embedded Kafka, and has no effect in front of a cluster");
            }
        }
    }
}
