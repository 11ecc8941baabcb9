package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.secure.GatewayConfig;
import io.rafka.testing.secure.Listener;
import io.rafka.testing.secure.SecureBroker;
import io.rafka.testing.secure.SecureBrokerExtension;
import io.rafka.testing.secure.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever rafka says, to whomever, there is no secret in it. */
@ExtendWith(SecureBrokerExtension.class)
class SecretsIT {
    private static final String REQUIREPASS = "gate-p4ss";
    private static final String NEW_REQUIREPASS = "new-gate-p4ss";
    private static final String OWN_PASSWORD = "0wn-passw0rd";

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static SecureBroker broker;

    @BeforeAll
    static void start(SecureBroker shared) {
        broker = shared;
    }

    private static GatewayConfig config() {
        TestCertificates files = broker.certificates();
        return GatewayConfig.at(broker, Listener.SASL_TLS)
                .login("SCRAM-SHA-256", SecureBroker.SCRAM_USER, SecureBroker.SCRAM_PASSWORD)
                .certificate(files.client(), files.clientKeyEncrypted())
                .with("ssl.key.password", TestCertificates.KEY_PASSWORD);
    }

    private static void assertNoSecret(String output) {
        for (String secret : List.of(
                SecureBroker.SCRAM_PASSWORD,
                SecureBroker.SCRAM_PASSWORD.replace("\\", "\\\\").replace("\"", "\\\""),
                TestCertificates.KEY_PASSWORD,
                TestCertificates.KEY_PASSWORD.replace("\\", "\\\\").replace("\"", "\\\""),
                REQUIREPASS,
                NEW_REQUIREPASS,
                OWN_PASSWORD,
                "BEGIN PRIVATE KEY")) {
            assertThat(output).doesNotContain(secret);
        }
    }

    @Test
    void notInRepliesNotForMonitorsNotInTheLog() throws Exception {
        String topic = "topics:" + broker.createTopic("secret", 1);
        List<String> heard = new ArrayList<>();
        try (RafkaProcess rafka = RafkaProcess.start(
                        broker.directory(), "-c", config().write().toString(), "--requirepass", REQUIREPASS);
                RawClient monitor = RawClient.connect(rafka.awaitReady());
                RawClient client = RawClient.connect(rafka.awaitReady())) {
            assertThat(monitor.call("AUTH", REQUIREPASS)).isEqualTo("OK");
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");

            heard.add(String.valueOf(client.call("AUTH", REQUIREPASS + "x")));
            assertThat(client.call("AUTH", REQUIREPASS)).isEqualTo("OK");
            assertThat(client.call("RPUSHX", topic, "hello")).isEqualTo(1L);
            heard.add(String.valueOf(client.callList("CONFIG", "GET", "*")));
            heard.add(String.valueOf(client.call("CONFIG", "SET", "requirepass", NEW_REQUIREPASS, "port", "1")));
            heard.add(String.valueOf(client.call("CONFIG", "SET", "requirepass", NEW_REQUIREPASS)));
            heard.add(String.valueOf(client.call("HELLO", "2", "AUTH", "default", NEW_REQUIREPASS)));
            client.call("CLIENT", "SETNAME", RafkaTester.unique("group") + ":c");
            String own = "{\"sasl.username\":\"sam\",\"sasl.password\":\"" + OWN_PASSWORD + "\"";
            heard.add(String.valueOf(client.call("HELLO", "AUTH", "default", NEW_REQUIREPASS)));
            heard.add(String.valueOf(client.call("CONFIG", "SET", "require-pass", NEW_REQUIREPASS)));
            heard.add(String.valueOf(client.call("BLPOP", topic + ":" + own, "1")));
            heard.add(String.valueOf(client.call("BLPOP", topic + ":\"passwd\":\"" + OWN_PASSWORD + "\"}", "1")));
            heard.add(String.valueOf(client.call("BLPOP", topic + ":{\"pass\":\"" + OWN_PASSWORD + "\"}", "1")));
            heard.add(String.valueOf(client.call("BLPOP", topic + "::" + own + "}", "1")));
            heard.add(String.valueOf(client.call("BLPOP", topic + ":" + own + ",\"sasl.pasword\":1}", "1")));
            heard.add(String.valueOf(client.call("BLPOP", topic + ":" + own + "}", "0")));
            heard.add(String.valueOf(client.call("ECHO", "the end")));

            StringBuilder monitored = new StringBuilder();
            while (!monitored.toString().contains("the end")) {
                monitored.append(monitor.readLine()).append('\n');
            }
            assertThat(monitored).contains("(redacted)").contains("\"BLPOP\"").contains("\"CONFIG\" \"SET\"");
            assertThat(heard.get(1)).contains("requirepass, ********");
            assertThat(heard).anyMatch(reply -> reply.startsWith("-CONS Poll Local: Authentication failure"));
            assertThat(heard).anyMatch(reply -> reply.contains("Error parsing configuration"));
            rafka.terminate();
            assertThat(rafka.awaitExit()).isZero();
            assertNoSecret(rafka.output() + monitored + heard);
            assertThat(rafka.output()).contains("requirepass");
        }
    }

    @Test
    void notWhereTheConfigurationIsShown() throws Exception {
        Path config = config().write();
        try (RafkaProcess rafka = RafkaProcess.start(
                broker.directory(), "--show-config", "-c", config.toString(), "--requirepass", REQUIREPASS)) {
            assertThat(rafka.awaitExit()).isZero();
            assertThat(rafka.output())
                    .contains("requirepass = ********  # --requirepass\n")
                    .contains("sasl.jaas.config = ********  # " + config
                            + ": general.sasl.username, general.sasl.password\n")
                    .contains("ssl.key.password = ********  # " + config + ": general.ssl.key.password\n");
            assertNoSecret(rafka.output());
        }
    }

    @Test
    void notInErrorsOfTheCommandLine() throws Exception {
        for (List<String> arguments : List.of(
                List.of("--requirepas", REQUIREPASS),
                List.of("--requirepas=" + REQUIREPASS),
                List.of("--requirepass", "-p" + REQUIREPASS),
                List.of(REQUIREPASS))) {
            try (RafkaProcess rafka = RafkaProcess.start(broker.directory(), arguments.toArray(String[]::new))) {
                assertThat(rafka.awaitExit()).isEqualTo(1);
                assertThat(rafka.output()).startsWith("rafka: ").hasLineCount(1);
                assertNoSecret(rafka.output());
            }
        }
    }

    /** Each of these puts a secret where an error is found. */
    @Test
    void notInErrors() throws Exception {
        Map<String, Object> wrong = Map.of(
                "general",
                Map.of(
                        "sasl.password",
                        OWN_PASSWORD,
                        "sasl.pasword",
                        OWN_PASSWORD,
                        "sasl.mechanism",
                        "PLAIN",
                        "security.protocol",
                        "sasl_ssl",
                        "ssl.key.pem",
                        OWN_PASSWORD,
                        "ssl.certificate.location",
                        broker.certificates().client().toString()),
                "server",
                Map.of("requirepas", REQUIREPASS));
        Path file = Files.writeString(
                broker.directory().resolve("wrong.json"), new ObjectMapper().writeValueAsString(wrong));
        Path broken = Files.writeString(
                broker.directory().resolve("broken.json"), "{\"general\":{\"sasl.password\":" + OWN_PASSWORD + "}}");
        for (Path config : List.of(file, broken)) {
            try (RafkaProcess rafka =
                    RafkaProcess.start(broker.directory(), "--check-config", "-c", config.toString())) {
                assertThat(rafka.awaitExit()).isEqualTo(1);
                assertThat(rafka.output()).contains("rafka: " + config + ": ");
                assertNoSecret(rafka.output());
            }
        }
    }
}
