package io.rafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.config.server.Given;
import io.rafka.testing.secure.TestCertificates;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --show-config}: all that holds, with where it is from, and no secret anywhere. */
class ConfigListingTest {
    /** Every secret below begins so. */
    private static final String SECRET = "hunter2";

    private static final String CLUSTER = "\"bootstrap.servers\": \"kafka:9092\", ";
    private static final String SASL_SSL = CLUSTER + "\"security.protocol\": \"sasl_ssl\", ";
    private static final String PASSWORD = SASL_SSL + "\"sasl.mechanisms\": \"PLAIN\", "
            + "\"sasl.username\": \"me\", \"sasl.password\": \"hunter2-sasl\"";
    private static final String OIDC = SASL_SSL + "\"sasl.mechanisms\": \"OAUTHBEARER\", "
            + "\"sasl.oauthbearer.method\": \"oidc\", \"sasl.oauthbearer.client.id\": \"id\", "
            + "\"sasl.oauthbearer.client.secret\": \"hunter2-oidc\", "
            + "\"sasl.oauthbearer.token.endpoint.url\": \"https://id.example/token\", "
            + "\"sasl.oauthbearer.extensions\": \"cluster=c\"";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("librdkafka.json");
    }

    @Test
    void saysOfEachValueWhereItIsFrom() throws Exception {
        Files.writeString(
                file,
                "{\"general\": {" + PASSWORD + ", \"retry.backoff.ms\": 7}, "
                        + "\"producer\": {\"linger.ms\": 9, \"max.in.flight\": 3}, "
                        + "\"consumer\": {\"session.timeout.ms\": 3000, \"default.topic.config\": {\"auto.offset.reset\": "
                        + "\"smallest\"}}, \"server\": {\"timeout\": \"5m\", \"requirepass\": \"hunter2-server\"}}");

        List<String> lines = lines(file, Map.of("RAFKA_PORT", "7000"), new Given("maxclients", "17", "--maxclients"));

        String here = file + ": ";
        assertThat(lines)
                .contains(
                        "port = 7000  # RAFKA_PORT",
                        "maxclients = 17  # --maxclients",
                        "timeout = 300  # " + here + "server.timeout",
                        "requirepass = ********  # " + here + "server.requirepass",
                        "tcp-keepalive = 300  # default",
                        "data-dir = data  # default")
                .contains(
                        "bootstrap.servers = kafka:9092  # " + here + "general.bootstrap.servers",
                        "security.protocol = SASL_SSL  # " + here + "general.security.protocol",
                        "sasl.mechanism = PLAIN  # " + here + "general.sasl.mechanisms",
                        "sasl.username = me  # " + here + "general.sasl.username",
                        "sasl.password = ********  # " + here + "general.sasl.password",
                        "linger.ms = 9  # " + here + "producer.linger.ms",
                        "max.in.flight.requests.per.connection = 3  # " + here + "producer.max.in.flight",
                        "acks = all  # librdkafka's default of request.required.acks",
                        "batch.size = 1048576  # rafka's default of batch.size",
                        "max.block.ms = 0  # rafka",
                        "enable.idempotence = true  # rafka's default of enable.idempotence")
                .contains(
                        "session.timeout.ms = 3000  # " + here + "consumer.session.timeout.ms",
                        "heartbeat.interval.ms = 1000  # a third of consumer.session.timeout.ms",
                        "auto.offset.reset = earliest  # " + here + "consumer.default.topic.config.auto.offset.reset",
                        "enable.auto.commit = false  # rafka: it commits what clients acknowledge");
        assertThat(lines.stream().filter(line -> line.startsWith("retry.backoff.ms = 7  # " + here)))
                .hasSize(2);
        assertThat(lines.stream().filter(line -> line.startsWith("sasl.jaas.config")))
                .hasSize(2)
                .containsOnly(
                        "sasl.jaas.config = ********  # " + here + "general.sasl.username, general.sasl.password");
    }

    @Test
    void aPropertyThatIsGivenKeepsItsFile() throws Exception {
        Files.writeString(file, "{\"general\": {" + CLUSTER + "\"enable.idempotence\": true, \"acks\": \"all\"}}");

        assertThat(lines(file, Map.of()))
                .contains("enable.idempotence = true  # " + file + ": general.enable.idempotence");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PASSWORD,
                PASSWORD + ", \"sasl.mechanism\": \"PLAIN\"",
                OIDC,
                // Given, and of no use to this protocol or mechanism: shown all the same, and masked.
                CLUSTER + "\"sasl.username\": \"me\", \"sasl.password\": \"hunter2-idle\"",
                CLUSTER + "\"sasl.oauthbearer.client.secret\": \"hunter2-idle\", "
                        + "\"sasl.oauthbearer.assertion.private.key.passphrase\": \"hunter2-idle\"",
                CLUSTER + "\"ssl.key.password\": \"hunter2-a\", \"ssl.keystore.password\": \"hunter2-b\", "
                        + "\"ssl.key.pem\": \"hunter2-c\""
            })
    void noSecretIsShown(String general) throws Exception {
        Files.writeString(file, "{\"general\": {" + general + "}, \"server\": {\"requirepass\": \"hunter2-r\"}}");

        assertThat(lines(file, Map.of())).hasSizeGreaterThan(80).noneMatch(line -> line.contains(SECRET));
        Pattern secret = Pattern.compile("\\S*(password|secret|passphrase|key\\.pem|jaas|requirepass)\\S* = \\S.*");
        assertThat(lines(file, Map.of()).stream()
                        .filter(line -> secret.matcher(line).matches()))
                .isNotEmpty()
                .allMatch(line -> line.contains(" = ********  # "));
    }

    @Test
    void aSecretInAFileOrAKeyInPemIsNotShown() throws Exception {
        TestCertificates certificates = TestCertificates.create(directory.resolve("tls"));
        String key = Files.readString(certificates.clientKeyEncrypted());
        Path secret = Files.writeString(directory.resolve("secret"), TestCertificates.KEY_PASSWORD + "\n");
        Files.writeString(
                file,
                "{\"general\": {" + SASL_SSL + "\"sasl.mechanisms\": \"SCRAM-SHA-256\", "
                        + "\"sasl.username\": \"me\", \"sasl.password\": \"file:" + secret + "\", "
                        + "\"ssl.key.password\": \"file:" + secret + "\", "
                        + "\"ssl.key.pem\": \"" + key.replaceAll("\\R", "\\\\n") + "\", "
                        + "\"ssl.certificate.location\": \"" + certificates.client() + "\"}}");

        List<String> lines = lines(file, Map.of("RAFKA_REQUIREPASS", "file:" + secret));

        assertThat(lines)
                .contains(
                        "ssl.key.pem = ********  # " + file + ": general.ssl.key.pem",
                        "ssl.key.password = ********  # " + file + ": general.ssl.key.password",
                        "requirepass = ********  # RAFKA_REQUIREPASS",
                        "ssl.certificate.location = " + certificates.client() + "  # " + file
                                + ": general.ssl.certificate.location")
                .noneMatch(line -> line.contains(TestCertificates.KEY_PASSWORD))
                .noneMatch(line -> key.lines().anyMatch(line::contains));
    }

    @Test
    void everyLineIsOne() throws Exception {
        TestCertificates certificates = TestCertificates.create(directory.resolve("tls"));
        String pem = Files.readString(certificates.ca());
        Files.writeString(
                file,
                "{\"general\": {" + CLUSTER + "\"security.protocol\": \"ssl\", \"ssl.ca.pem\": \""
                        + pem.replaceAll("\\R", "\\\\n") + "\", \"client.rack\": \"a\\nport = 1\"}}");

        assertThat(lines(file, Map.of()))
                .allMatch(line -> line.isEmpty() || line.startsWith("# ") || line.matches("[a-z0-9._-]+ = .*  # .+"))
                .contains(
                        "ssl.ca.pem = " + pem.replaceAll("\\R", "\\\\n") + "  # " + file + ": general.ssl.ca.pem",
                        "client.rack = a\\nport = 1  # " + file + ": general.client.rack");
    }

    @Test
    void withoutAFileItIsOfTheEmbeddedKafka() throws Exception {
        assertThat(lines(null, Map.of()))
                .startsWith("# server", "host = 0.0.0.0  # default", "port = 6380  # default")
                .contains("requirepass =   # default", "# producer", "# consumer")
                .contains(
                        "# producer, of rafka itself, by librdkafka's names",
                        "# consumer, of rafka itself, by librdkafka's names")
                .contains("bootstrap.servers =  # the embedded Kafka's, known when it runs")
                .contains("auto.offset.reset = earliest  # rafka's default in front of the embedded Kafka");
    }

    private static List<String> lines(@Nullable Path file, Map<String, String> environment, Given... options)
            throws Exception {
        StringWriter text = new StringWriter();
        new ConfigListing(Configuration.read(file, environment, List.of(options))).print(new PrintWriter(text));
        return text.toString().lines().toList();
    }
}
