package io.rafka.config.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka's own parser finds in rafka's logins what the user has given, whatever its characters. */
class LoginTextTest {
    private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule";

    static Stream<String> texts() {
        Stream<String> awkward = Stream.of(
                "plain",
                "with blanks ",
                " \"quoted\"",
                "back\\slash",
                "ends with one\\",
                "\\\"",
                "\\n is no line end",
                "semi;colon; required",
                "x\" y=\"z",
                "line\nend",
                "carriage\r\nreturn",
                "tab\tulator",
                "// comment /* another */ # third",
                "'single'",
                "=",
                "\u00e4\u20ac\ud83d\ude00",
                "\\101\\7 octal");
        Stream<String> everyCharacter = IntStream.range(1, 256).mapToObj(code -> "a" + (char) code + "b");
        return Stream.concat(awkward, everyCharacter);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aNameAndAPasswordAreWhatWasGiven(String text) throws ConfigException {
        for (String mechanism : List.of("PLAIN", "SCRAM-SHA-512")) {
            AppConfigurationEntry login = login(
                    "security.protocol",
                    "sasl_plaintext",
                    "sasl.mechanisms",
                    mechanism,
                    "sasl.username",
                    text,
                    "sasl.password",
                    text + "2");

            assertThat(login.getOptions()).isEqualTo(Map.of("username", text, "password", text + "2"));
            assertThat(login.getLoginModuleName())
                    .endsWith(mechanism.equals("PLAIN") ? "PlainLoginModule" : "ScramLoginModule");
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aClientsOwnPasswordIsWhatItGave(String text) throws ConfigException {
        KafkaClientConfig config = Configs.general(
                "security.protocol", "sasl_plaintext",
                "sasl.mechanisms", "PLAIN",
                "sasl.username", "everybody",
                "sasl.password", "default");
        Map<String, String> own = Map.of("sasl.username", "me", "sasl.password", text);

        assertThat(login(config.consumer(Configs.own(own))).getOptions())
                .isEqualTo(Map.of("username", "me", "password", text));
    }

    @Test
    void aKeytabIsTheFileThatWasGiven(@TempDir Path directory) throws Exception {
        String file = Files.createFile(directory.resolve("a \"key\\tab\";")).toString();
        AppConfigurationEntry login = login(
                "security.protocol", "sasl_plaintext",
                "sasl.kerberos.keytab", file,
                "sasl.kerberos.principal", "rafka@EXAMPLE");

        assertThat(login.getOptions())
                .isEqualTo(
                        Map.of("useKeyTab", "true", "storeKey", "true", "keyTab", file, "principal", "rafka@EXAMPLE"));
        assertThat(login.getLoginModuleName()).isEqualTo("com.sun.security.auth.module.Krb5LoginModule");
    }

    @Test
    void withoutAKeytabTheTicketsOfTheSystemAreUsed() throws ConfigException {
        assertThat(login("security.protocol", "sasl_ssl").getOptions()).isEqualTo(Map.of("useTicketCache", "true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cluster=lkc-1 | cluster | lkc-1",
                "cluster = lkc-1 | cluster | lkc-1",
                "pool=a=b | pool | a=b",
                "quoted=\"x\"; | quoted | \"x\";",
                "back=\\s | back | \\s",
                "empty= | empty | ``"
            })
    void extensionsAreWhatWasGiven(String given, String name, String value) throws ConfigException {
        AppConfigurationEntry login = oidc("sasl.oauthbearer.extensions", "first=1," + given);

        assertThat(login.getOptions()).isEqualTo(Map.of("extension_first", "1", "extension_" + name, value));
        assertThat(login.getLoginModuleName()).isEqualTo(OAUTH);
    }

    @Test
    void anAuthorityOfTheEndpointIsATextWithItsLineEnds() throws ConfigException {
        String pem = "-----BEGIN CERTIFICATE-----\nMII\r\n-----END CERTIFICATE-----\n";

        assertThat(oidc("https.ca.pem", pem).getOptions())
                .isEqualTo(Map.of("ssl.truststore.type", "PEM", "ssl.truststore.certificates", pem));
        assertThat(oidc("sasl.oauthbearer.scope", "a b").getOptions()).isEmpty();
    }

    private static AppConfigurationEntry oidc(String name, String value) throws ConfigException {
        return login(
                "security.protocol",
                "sasl_ssl",
                "sasl.mechanisms",
                "OAUTHBEARER",
                "sasl.oauthbearer.method",
                "oidc",
                "sasl.oauthbearer.token.endpoint.url",
                "https://id.example/token",
                "sasl.oauthbearer.client.id",
                "i",
                "sasl.oauthbearer.client.secret",
                "s",
                name,
                value);
    }

    @Test
    void anUnsecuredTokenSaysWhatWasGiven() throws ConfigException {
        assertThat(unsecured("principal=me"))
                .isEqualTo(Map.of(
                        "unsecuredLoginPrincipalClaimName", "sub",
                        "unsecuredLoginScopeClaimName", "scope",
                        "unsecuredLoginStringClaim_sub", "me",
                        "unsecuredLoginLifetimeSeconds", "3600"));
        assertThat(unsecured(" principalClaimName=my:claim  principal=a\"b\\c;d  scopeClaimName=role "
                        + "scope=x,y lifeSeconds=60 extension_pool=p=1 "))
                .isEqualTo(Map.of(
                        "unsecuredLoginPrincipalClaimName", "my:claim",
                        "unsecuredLoginScopeClaimName", "role",
                        "unsecuredLoginStringClaim_my:claim", "a\"b\\c;d",
                        "unsecuredLoginListClaim_role", ",x,y",
                        "unsecuredLoginLifetimeSeconds", "60",
                        "unsecuredLoginExtension_pool", "p=1"));
    }

    private static Map<String, ?> unsecured(String config) throws ConfigException {
        return login(
                        "security.protocol", "sasl_plaintext",
                        "sasl.mechanisms", "OAUTHBEARER",
                        "enable.sasl.oauthbearer.unsecure.jwt", "true",
                        "sasl.oauthbearer.config", config)
                .getOptions();
    }

    private static AppConfigurationEntry login(String... pairs) throws ConfigException {
        KafkaClientConfig config = Configs.general(pairs);
        assertThat(config.producer().kafka()).containsEntry("sasl.jaas.config", text(config.consumer()));
        return login(config.consumer());
    }

    private static AppConfigurationEntry login(ClientProperties client) {
        Map<String, Object> kafka = new HashMap<>(client.kafka());
        kafka.put("sasl.jaas.config", new Password(text(client)));
        List<AppConfigurationEntry> entries =
                JaasContext.loadClientContext(kafka).configurationEntries();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static String text(ClientProperties client) {
        return Objects.requireNonNull(client.kafka().get("sasl.jaas.config"));
    }
}
