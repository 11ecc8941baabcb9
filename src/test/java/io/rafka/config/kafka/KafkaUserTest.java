package io.rafka.config.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.ConfigFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The object {@code kafka-user} of the configuration file. */
class KafkaUserTest {
    private static final String GENERAL = "\"bootstrap.servers\": \"localhost:9092\", \"client.id\": \"gate\", ";
    private static final String SCRAM = GENERAL + "\"security.protocol\": \"sasl_plaintext\", "
            + "\"sasl.mechanisms\": \"SCRAM-SHA-256\", \"sasl.username\": \"gate\", \"sasl.password\": \"own-secret\"";

    private static KafkaClientConfig of(String general, String users) throws ConfigException {
        ConfigErrors errors = new ConfigErrors();
        ConfigFile file =
                ConfigFile.of("test.json", "{\"general\": {" + general + "}, \"kafka-user\": {" + users + "}}");
        KafkaClientConfig config = KafkaClientConfig.of(file, errors);
        errors.throwIfAny();
        return config;
    }

    private static KafkaClientConfig user(String general, String name, String properties) throws ConfigException {
        return Objects.requireNonNull(
                of(general, "\"" + name + "\": {" + properties + "}").users().get(name), name);
    }

    @Test
    void everyClientOfAUserLogsInWithWhatIsHis() throws ConfigException {
        KafkaClientConfig alice =
                user(SCRAM, "al.ice", "\"sasl.username\": \"kafka-alice\", \"sasl.password\": \"hers\"");

        for (Role role : Role.values()) {
            Map<String, String> kafka = switch (role) {
                case PRODUCER -> alice.producer().kafka();
                case CONSUMER -> alice.consumer().kafka();
                case ADMIN -> alice.admin().kafka();
            };
            assertThat(kafka)
                    .containsEntry("sasl.mechanism", "SCRAM-SHA-256")
                    .containsEntry("bootstrap.servers", "localhost:9092")
                    .hasEntrySatisfying(
                            "sasl.jaas.config",
                            login -> assertThat(login)
                                    .contains("ScramLoginModule", "username=\"kafka-alice\"", "password=\"hers\"")
                                    .doesNotContain("own-secret"));
        }
        assertThat(alice.producer().kafka()).containsEntry("client.id", "gate-al.ice");
        assertThat(alice.admin().kafka()).containsEntry("client.id", "gate-al.ice");
    }

    @Test
    void whatAClientGivesInBlpopWins() throws ConfigException {
        KafkaClientConfig alice =
                user(SCRAM, "alice", "\"sasl.username\": \"kafka-alice\", \"sasl.password\": \"hers\"");

        Map<String, String> kafka = alice.consumer(
                        Configs.own(Map.of("sasl.username", "third", "sasl.password", "given")))
                .kafka();

        assertThat(kafka.get("sasl.jaas.config")).contains("\"third\"", "\"given\"");
    }

    @Test
    void aUserMayHaveAnotherMechanism() throws ConfigException {
        KafkaClientConfig alice = user(
                SCRAM,
                "alice",
                "\"sasl.mechanism\": \"PLAIN\", \"sasl.username\": \"kafka-alice\", \"sasl.password\": \"hers\"");

        assertThat(alice.producer().kafka())
                .containsEntry("sasl.mechanism", "PLAIN")
                .hasEntrySatisfying(
                        "sasl.jaas.config", login -> assertThat(login).contains("PlainLoginModule"));
    }

    @Test
    void othersLogInAsRafka() throws ConfigException {
        KafkaClientConfig config =
                of(SCRAM, "\"alice\": {\"sasl.username\": \"kafka-alice\", \"sasl.password\": \"hers\"}");

        assertThat(config.producer().kafka())
                .containsEntry("client.id", "gate")
                .hasEntrySatisfying(
                        "sasl.jaas.config", login -> assertThat(login).contains("own-secret"));
        assertThat(config.users()).containsOnlyKeys("alice");
    }

    /** Otherwise a few users would have more room for records than there is memory. */
    @Test
    void allProducersShareAQuarterOfTheHeap() throws ConfigException {
        String login = "{\"sasl.username\": \"u\", \"sasl.password\": \"p\"}";
        String nine = "\"a\": " + login;
        for (char name = 'b'; name < 'j'; name++) {
            nine += ", \"" + name + "\": " + login;
        }
        KafkaClientConfig config = of(SCRAM + ", \"queue.buffering.max.messages\": 5", nine);

        long most = Runtime.getRuntime().maxMemory() / 4 / 10;
        assertThat(config.producer().kafkaNumber("buffer.memory")).isLessThanOrEqualTo(most);
        assertThat(Objects.requireNonNull(config.users().get("i")).producer().kafkaNumber("buffer.memory"))
                .isLessThanOrEqualTo(most);
    }

    /** Whatever says who somebody is must be his own, also behind a template or an extension. */
    @Test
    void nothingThatSaysWhoRafkaIsIsTheUsers() throws ConfigException {
        String own = "\"sasl.username\": \"u\", \"sasl.password\": \"p\", \"sasl.mechanism\": \"PLAIN\"";
        for (String property : UserLogin.CREDENTIALS) {
            assertThat(KafkaClientConfig.TABLE.find(property)).as(property).isPresent();
        }
        KafkaClientConfig alice = user(
                GENERAL + "\"security.protocol\": \"sasl_ssl\", \"sasl.mechanisms\": \"OAUTHBEARER\", "
                        + "\"sasl.oauthbearer.method\": \"oidc\", \"sasl.oauthbearer.client.id\": \"gate\", "
                        + "\"sasl.oauthbearer.client.secret\": \"own-secret\", "
                        + "\"sasl.oauthbearer.extensions\": \"identityPoolId=gate\", "
                        + "\"sasl.oauthbearer.token.endpoint.url\": \"https://id.example/t\"",
                "alice",
                "\"sasl.oauthbearer.client.id\": \"alice\", \"sasl.oauthbearer.client.secret\": \"hers\"");
        assertThat(alice.producer().kafka().toString())
                .contains("alice")
                .doesNotContain("identityPoolId")
                .doesNotContain("own-secret");
        assertThat(user(SCRAM, "bob", own).producer().kafka()).containsEntry("sasl.mechanism", "PLAIN");
    }

    /** Kafka's producer refuses what its buffer could not hold. */
    @Test
    void manyProducersHaveRoomForTheLargestRecord() throws ConfigException {
        StringBuilder users = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            users.append(i == 0 ? "" : ", ")
                    .append("\"u")
                    .append(i)
                    .append("\": {\"sasl.username\": \"u\", \"sasl.password\": \"p\"}");
        }
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        long largest = quarter / 10;
        KafkaClientConfig config = of(SCRAM + ", \"message.max.bytes\": " + largest, users.toString());

        assertThat(config.producer().kafkaNumber("buffer.memory"))
                .isGreaterThanOrEqualTo(config.producer().kafkaNumber("max.request.size"))
                .isLessThanOrEqualTo(quarter);
    }

    /** The name of one with the password of another would log in as nobody, or as somebody unexpected. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "sasl.username": "u"                                    | kafka-user.alice: SCRAM-SHA-256 needs sasl.username and sasl.password
            "sasl.password": "p"                                    | kafka-user.alice: SCRAM-SHA-256 needs sasl.username and sasl.password
            `` | kafka-user.alice: SCRAM-SHA-256 needs sasl.username and sasl.password
            "sasl.mechanisms": "GSSAPI"                             | kafka-user.alice: GSSAPI needs sasl.kerberos.principal and sasl.kerberos.keytab
            "sasl.mechanisms": "OAUTHBEARER", "sasl.oauthbearer.method": "oidc", "sasl.oauthbearer.token.endpoint.url": "https://id.example/t", "sasl.oauthbearer.client.id": "i" | kafka-user.alice: oidc needs sasl.oauthbearer.client.secret
            """)
    void halfALoginIsAnError(String properties, String error) {
        assertThatThrownBy(() -> user(SCRAM, "alice", properties))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.errors()).containsExactly(error));
    }

    @Test
    void withoutSaslNobodyCanLogInAsHimself() {
        String plain = GENERAL + "\"security.protocol\": \"ssl\"";
        assertThatThrownBy(() -> user(plain, "alice", "\"sasl.username\": \"u\", \"sasl.password\": \"p\""))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.errors())
                                .containsExactly(
                                        "kafka-user.alice: needs security.protocol to be sasl_ssl or sasl_plaintext, "
                                                + "got 'ssl'"));
    }

    @Test
    void onlyWhatAUserLogsInWithIsHisOwn() {
        String login = "\"sasl.username\": \"u\", \"sasl.password\": \"p\", ";
        assertThatThrownBy(() -> user(SCRAM, "alice", login + "\"acks\": 1, \"sasl.usrname\": \"x\""))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.errors())
                                .containsExactlyInAnyOrder(
                                        "kafka-user.alice.acks: only what a user logs in with can be his own, as sasl.username",
                                        "kafka-user.alice.sasl.usrname: unknown property (did you mean sasl.username?)"));
    }

    @Test
    void theObjectHasAnObjectForEachUser() {
        assertThatThrownBy(() -> of(SCRAM, "\"alice\": \"secret\", \"bob\": {}, \"bob\": {\"acks\": {}}"))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.errors())
                                .contains(
                                        "kafka-user.alice: must be a JSON object",
                                        "kafka-user.bob: given twice",
                                        "kafka-user.bob.acks: must be a string, a number or a boolean"));
    }

    @Test
    void whatChangesNothingIsNoted() throws ConfigException {
        KafkaClientConfig config = of(
                SCRAM,
                "\"alice\": {\"sasl.username\": \"u\", \"sasl.password\": \"p\", "
                        + "\"sasl.kerberos.service.name\": \"k\"}");

        assertThat(config.withoutEffect())
                .containsExactly("kafka-user.alice.sasl.kerberos.service.name has no effect: "
                        + "sasl.mechanisms is SCRAM-SHA-256");
    }

    @Test
    void aListingShowsWhoLogsInAndNoSecret() throws ConfigException {
        KafkaClientConfig alice =
                user(SCRAM, "alice", "\"sasl.username\": \"kafka-alice\", \"sasl.password\": \"hers\"");

        List<String> lines = alice.showLogin();
        assertThat(lines)
                .contains(
                        "client.id = gate-alice  # kafka-user.alice",
                        "sasl.mechanism = SCRAM-SHA-256  # test.json: general.sasl.mechanisms");
        assertThat(lines.toString()).doesNotContain("hers").doesNotContain("own-secret");
    }
}
