package io.rafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.config.ConfigException;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.Given;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.config.server.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line wins over the environment, that over the file, that over the defaults. */
class ConfigurationTest {
    @TempDir
    private Path directory;

    /** A value for each setting that is not the default, as CONFIG GET shows it. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("host", "127.0.0.1,::1"),
            Map.entry("port", "7000"),
            // Nothing is read of the files below without a tls-port, which would make it read them.
            Map.entry("tls-port", "0"),
            Map.entry("tls-cert-file", "/etc/tls/cert.pem"),
            Map.entry("tls-key-file", "/etc/tls/key.pem"),
            Map.entry("tls-key-file-pass", "another pass:word"),
            Map.entry("tls-ca-cert-file", "/etc/tls/ca.pem"),
            Map.entry("tls-ca-cert-dir", "/etc/tls/ca"),
            Map.entry("tls-auth-clients", "optional"),
            Map.entry("tls-protocols", "TLSv1.3"),
            Map.entry("tls-ciphers", "ECDHE-RSA-AES128-GCM-SHA256"),
            Map.entry("tls-ciphersuites", "TLS_AES_128_GCM_SHA256"),
            Map.entry("tls-prefer-server-ciphers", "yes"),
            Map.entry("tls-session-caching", "no"),
            Map.entry("tls-session-cache-size", "27"),
            Map.entry("tls-session-cache-timeout", "28"),
            Map.entry("tls-handshake-timeout", "29"),
            Map.entry("tls-handshakes", "30"),
            Map.entry("admin-host", "127.0.0.1,::1"),
            Map.entry("admin-port", "7002"),
            Map.entry("maxclients", "17"),
            Map.entry("timeout", "90"),
            Map.entry("tcp-keepalive", "61"),
            Map.entry("io-threads", "2"),
            Map.entry("io-transport", "nio"),
            Map.entry("proto-max-bulk-len", "2048"),
            Map.entry("request-memory", "1048576"),
            Map.entry("loglevel", "verbose"),
            Map.entry("log-format", "json"),
            Map.entry("requirepass", "a pass:word"),
            Map.entry("aclfile", "/etc/rafka/users.acl"),
            Map.entry("acllog-max-len", "8"),
            Map.entry("acl-pubsub-default", "allchannels"),
            Map.entry("allow-topic-deletion", "yes"),
            Map.entry("slowlog-log-slower-than", "-1"),
            Map.entry("slowlog-max-len", "7"),
            Map.entry("latency-monitor-threshold", "100"),
            Map.entry("max-consumers", "18"),
            Map.entry("maxmemory-clients", "1048578"),
            Map.entry("prefetch-memory", "1048577"),
            Map.entry("input-buffer", "2049"),
            Map.entry("output-buffer", "2050"),
            Map.entry("client-output-buffer-limit", "normal 4mb 2mb 10 slave 1 2 3 pubsub 4 5 6"),
            Map.entry("client-pipeline-depth", "32"),
            Map.entry("monitor-buffer", "2051"),
            Map.entry("paused-commands", "19"),
            Map.entry("subscription-memory", "2052"),
            Map.entry("client-name-len", "2053"),
            Map.entry("command-keys", "20"),
            Map.entry("client-topics", "21"),
            Map.entry("client-outstanding-records", "31"),
            Map.entry("client-outstanding-bytes", "2054"),
            Map.entry("known-topics", "22"),
            Map.entry("metrics-topics", "26"),
            Map.entry("metrics-groups", "27"),
            Map.entry("protected-mode", "no"),
            Map.entry("auth-timeout", "28"),
            Map.entry("connection-rate", "29"),
            Map.entry("failure-log-limit", "23"),
            Map.entry("shutdown-delay", "25"),
            Map.entry("shutdown-timeout", "24"),
            Map.entry("data-dir", "/var/lib/other"),
            Map.entry("kafka-port", "7001"));

    static List<Setting<?>> settings() {
        return ServerSettings.all();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingComesFromEachSource(Setting<?> setting) throws Exception {
        String value = Objects.requireNonNull(OTHERS.get(setting.name()));
        Path file = file(Map.of(setting.name(), value));
        String variable = setting.environmentVariable();
        Given option = new Given(setting.name(), value, setting.option());

        assertHolds(
                Configuration.read(null, Map.of(), List.of()), setting, setting.defaultText(), ServerConfig.DEFAULT);
        assertHolds(Configuration.read(file, Map.of(), List.of()), setting, value, file + ": server." + setting.name());
        assertHolds(Configuration.read(null, Map.of(variable, value), List.of()), setting, value, variable);
        assertHolds(Configuration.read(null, Map.of(), List.of(option)), setting, value, setting.option());
    }

    private static <T> void assertHolds(Configuration configuration, Setting<T> setting, String value, String origin) {
        ServerConfig server = configuration.server();
        assertThat(server.get(setting)).isEqualTo(typed(setting, value));
        assertThat(server.origin(setting)).isEqualTo(origin);
    }

    private static <T> T typed(Setting<T> setting, String value) {
        try {
            return setting.type().parse(value);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void theNamesOfVariablesAndOptionsFollowFromTheSettings() {
        assertThat(settings())
                .extracting(Setting::environmentVariable)
                .contains("RAFKA_HOST", "RAFKA_TCP_KEEPALIVE", "RAFKA_PROTO_MAX_BULK_LEN");
        assertThat(settings()).extracting(Setting::option).contains("--proto-max-bulk-len", "--host");
        assertThat(settings()).extracting(Setting::name).containsExactlyInAnyOrderElementsOf(OTHERS.keySet());
    }

    /** A letter for each source that gives the port: file, environment, option. */
    @ParameterizedTest
    @CsvSource({"F, file", "E, RAFKA_PORT", "O, --port", "FE, RAFKA_PORT", "FO, --port", "EO, --port", "FEO, --port"})
    void theStrongerSourceWins(String sources, String winner) throws Exception {
        Map<String, String> ports = Map.of("file", "1", "RAFKA_PORT", "2", "--port", "3");
        Path file = file(sources.contains("F") ? Map.of("port", "1") : Map.of());

        Configuration configuration = Configuration.read(
                file,
                sources.contains("E") ? Map.of("RAFKA_PORT", "2") : Map.of(),
                sources.contains("O") ? List.of(new Given("port", "3", "--port")) : List.of());

        assertHolds(
                configuration,
                ServerSettings.PORT,
                String.valueOf(ports.get(winner)),
                winner.equals("file") ? file + ": server.port" : winner);
    }

    @Test
    void aSourceThatDoesNotWinIsCheckedToo() throws IOException {
        Path file = file(Map.of("port", "low"));
        Map<String, String> environment = Map.of("RAFKA_PORT", "high", "RAFKA_REQUIREPASS", "env:RAFKA_TEST_NONE");
        List<Given> options = List.of(new Given("port", "3", "--port"), new Given("timeout", "-1", "--timeout"));

        assertThatThrownBy(() -> Configuration.read(file, environment, options))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.errors())
                                .containsExactly(
                                        file
                                                + ": server.port: must be a whole number from 0 to 65535, or none, got 'low'",
                                        "RAFKA_PORT: must be a whole number from 0 to 65535, or none, got 'high'",
                                        "RAFKA_REQUIREPASS: env:RAFKA_TEST_NONE: no such environment variable",
                                        "--timeout: must be a time in whole seconds such as 300, 300s or 5m, "
                                                + "from 0 to 2147483647 seconds, got '-1'"));
    }

    @Test
    void valuesHaveUnits() throws Exception {
        Map<String, String> environment = Map.of(
                "RAFKA_REQUEST_MEMORY", "16mb",
                "RAFKA_PROTO_MAX_BULK_LEN", "1M",
                "RAFKA_TIMEOUT", "5m",
                "RAFKA_TCP_KEEPALIVE", " 2000ms ");

        ServerConfig server = Configuration.read(null, environment, List.of()).server();

        assertThat(Stream.of(
                                Bounds.REQUEST_MEMORY,
                                Bounds.PROTO_MAX_BULK_LEN,
                                ServerSettings.TIMEOUT,
                                ServerSettings.TCP_KEEPALIVE)
                        .map(server::shown))
                .containsExactly("16777216", "1000000", "300", "2");
    }

    @Test
    void anEmptyVariableIsAnError() {
        assertThatThrownBy(() -> Configuration.read(null, Map.of("RAFKA_REQUIREPASS", ""), List.of()))
                .hasMessage("RAFKA_REQUIREPASS: is empty");
    }

    @Test
    void aServiceLinkOfKubernetesIsNoPort() throws Exception {
        Configuration configuration = Configuration.read(null, Map.of("RAFKA_PORT", "tcp://10.96.0.7:6380"), List.of());

        assertThat(configuration.server().get(ServerSettings.PORT)).isEqualTo(6380);
        assertThat(configuration.server().origin(ServerSettings.PORT)).isEqualTo("default");
        assertThat(configuration.notes())
                .containsExactly("RAFKA_PORT has no effect: it is a service link of Kubernetes, not a setting");
    }

    static Stream<String> nearMisses() {
        return settings().stream()
                .map(Setting::environmentVariable)
                .flatMap(name ->
                        Stream.of(name.substring(0, name.length() - 1), name + "S", name.replaceFirst("(..)$", "_$1")));
    }

    @ParameterizedTest
    @MethodSource("nearMisses")
    void aVariableWithAnotherNameIsNoted(String name) throws ConfigException {
        Set<String> meant = new HashSet<>(OTHERS.size());
        settings().forEach(setting -> meant.add(setting.environmentVariable()));

        Configuration configuration = Configuration.read(null, Map.of(name, "1"), List.of());

        assertThat(configuration.notes())
                .singleElement()
                .asString()
                .matches(name + " has no effect: unknown environment variable \\(did you mean RAFKA_[A-Z_]+\\?\\)")
                .satisfies(note -> assertThat(meant).contains(note.replaceFirst(".*did you mean (.*)\\?.*", "$1")));
    }

    @Test
    void variablesOfOthersAreNotNoted() throws ConfigException {
        Map<String, String> environment = Map.of(
                "RAFKA_JAVA_OPTS", "-Xmx1g",
                "rafka_port", "1",
                "RAFKAPORT", "1",
                "PORT", "1",
                "RAFKA_SERVICE_HOST", "10.0.0.1");

        assertThat(Configuration.read(null, environment, List.of()).notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"data-dir, /x", "kafka-port, 1"})
    void whatIsOfTheEmbeddedKafkaIsNotedInFrontOfACluster(String name, String value) throws Exception {
        Path file = file(Map.of());
        Map<String, String> asVariable = new HashMap<>();
        asVariable.put("RAFKA_" + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'), value);

        assertThat(Configuration.read(file, asVariable, List.of()).notes())
                .containsExactly(asVariable.keySet().iterator().next()
                        + " is of the embedded Kafka, and has no effect in front of a cluster");
        assertThat(Configuration.read(null, asVariable, List.of()).notes()).isEmpty();
        Path given = file(Map.of(name, value));
        assertThat(Configuration.read(given, Map.of(), List.of()).notes())
                .containsExactly(given + ": server." + name
                        + " is of the embedded Kafka, and has no effect in front of a cluster");
    }

    @Test
    void noFileIsTheEmbeddedKafkaAndAFileIsACluster() throws Exception {
        assertThat(Configuration.read(null, Map.of(), List.of()).kafka()).isNull();
        assertThat(Configuration.read(file(Map.of()), Map.of(), List.of()).kafka())
                .isNotNull();
    }

    private Path file(Map<String, String> server) throws IOException {
        StringBuilder json = new StringBuilder("{\"general\": {\"bootstrap.servers\": \"kafka:9092\"}, \"server\": {");
        String separator = "";
        for (Map.Entry<String, String> entry : server.entrySet()) {
            json.append(separator)
                    .append('"')
                    .append(entry.getKey())
                    .append("\": \"")
                    .append(entry.getValue());
            json.append('"');
            separator = ", ";
        }
        return Files.writeString(directory.resolve("librdkafka.json"), json.append("}}"));
    }
}
