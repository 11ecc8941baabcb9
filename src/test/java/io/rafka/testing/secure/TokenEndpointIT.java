package io.rafka.testing.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That tokens of the fixture are good at its broker, if they are come by in the right way, and that others are not. */
@Timeout(60)
@ExtendWith(SecureBrokerExtension.class)
class TokenEndpointIT {
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String ALLOWED_FILES = "org.apache.kafka.sasl.oauthbearer.allowed.files";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static SecureBroker broker;
    private static TestCertificates certificates;
    private static TokenEndpoint endpoint;

    @BeforeAll
    static void start(SecureBroker shared) {
        broker = shared;
        certificates = broker.certificates();
        endpoint = TokenEndpoint.http(broker.tokens(), certificates.clientPublicKey());
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @BeforeEach
    void allow() {
        System.setProperty(ALLOWED_URLS, endpoint.url());
        System.setProperty(ALLOWED_FILES, certificates.clientKey().toString());
    }

    @AfterEach
    void forbid() {
        System.clearProperty(ALLOWED_URLS);
        System.clearProperty(ALLOWED_FILES);
    }

    private static JavaClient client() {
        return JavaClient.at(broker, Listener.OAUTH);
    }

    @Test
    void clientWithItsSecret() throws Exception {
        JavaClient asking = client().asking(endpoint, TokenEndpoint.CLIENT_SECRET);
        asking.with("sasl.oauthbearer.scope", "one two/three").exchangeOneRecord(broker.createTopic("token", 1));
        assertThat(endpoint.lastScope()).hasValue("one two/three");
        int before = endpoint.requests();
        asking.with("sasl.oauthbearer.header.urlencode", "true").exchangeOneRecord(broker.createTopic("token", 1));
        assertThat(endpoint.lastScope()).isEmpty();
        assertThat(endpoint.requests()).isGreaterThan(before);
    }

    @Test
    void clientWithAWrongSecret() throws Exception {
        assertThat(client().asking(endpoint, "wrong").refusal())
                .isInstanceOf(KafkaException.class)
                .hasStackTraceContaining("The response code 401 and error response {\"invalid_client\"");
    }

    @Test
    void secretInTheForm() throws Exception {
        assertThat(post("grant_type=client_credentials&client_id=" + TokenEndpoint.CLIENT_ID + "&client_secret="
                                + URLEncoder.encode(TokenEndpoint.CLIENT_SECRET, StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("grant_type=client_credentials&client_id=" + TokenEndpoint.CLIENT_ID)
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("grant_type=password").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> post(String form) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(endpoint.url()))
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void keySet() throws Exception {
        assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(endpoint.keySetUrl()))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo(broker.tokens().keySet())
                .contains("\"kty\":\"RSA\"", "\"kid\"")
                .doesNotContain("\"d\"");
    }

    @Test
    void endpointWithTls() throws Exception {
        try (TokenEndpoint secure = TokenEndpoint.https(broker.tokens(), certificates)) {
            System.setProperty(ALLOWED_URLS, secure.url());
            JavaClient asking = client().asking(secure, TokenEndpoint.CLIENT_SECRET);
            // as options of the login only: the client's own are for the connection to Kafka
            asking.bearer(Map.of(
                            "ssl.truststore.type",
                            "PEM",
                            "ssl.truststore.location",
                            certificates.ca().toString()))
                    .exchangeOneRecord(broker.createTopic("token", 1));
            assertThat(asking.trusting(certificates.ca()).refusal()).hasStackTraceContaining("PKIX path building");
        }
    }

    private static JavaClient asserting(TokenEndpoint at) {
        return client().bearer(Map.of())
                .with(
                        "sasl.login.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler")
                .with(
                        "sasl.oauthbearer.jwt.retriever.class",
                        "org.apache.kafka.common.security.oauthbearer.JwtBearerJwtRetriever")
                .with("sasl.oauthbearer.token.endpoint.url", at.url())
                .with(
                        "sasl.oauthbearer.assertion.private.key.file",
                        certificates.clientKey().toString())
                .with("sasl.oauthbearer.assertion.claim.iss", "an issuer")
                .with("sasl.oauthbearer.assertion.claim.sub", "a subject")
                .with("sasl.oauthbearer.assertion.claim.aud", at.url())
                .with("sasl.oauthbearer.scope", "some");
    }

    @Test
    void clientWithAnAssertion() throws Exception {
        asserting(endpoint).exchangeOneRecord(broker.createTopic("token", 1));
        JwtClaims claims = new JwtConsumerBuilder()
                .setVerificationKey(certificates.clientPublicKey())
                .setExpectedAudience(endpoint.url())
                .setExpectedIssuer("an issuer")
                .setExpectedSubject("a subject")
                .build()
                .processToClaims(endpoint.lastAssertion().orElseThrow());
        assertThat(claims.getExpirationTime()).isNotNull();
        assertThat(endpoint.lastScope()).hasValue("some");
    }

    @Test
    void clientWithAnAssertionByAnotherKey() throws Exception {
        try (TokenEndpoint other = TokenEndpoint.http(
                broker.tokens(), CertificateAuthority.ellipticKeys().getPublic())) {
            System.setProperty(ALLOWED_URLS, other.url());
            assertThat(asserting(other).refusal())
                    .isInstanceOf(KafkaException.class)
                    .hasStackTraceContaining("The response code 400 and error response {\"invalid_grant\"");
        }
    }

    @Test
    void whatIsNotAllowedByTheJvm() throws Exception {
        System.clearProperty(ALLOWED_FILES);
        assertThat(asserting(endpoint).refusal()).hasStackTraceContaining("'" + ALLOWED_FILES + "' to allow the file");
        System.clearProperty(ALLOWED_URLS);
        assertThat(client().asking(endpoint, TokenEndpoint.CLIENT_SECRET).refusal())
                .hasStackTraceContaining("'" + ALLOWED_URLS + "' to allow the URL");
    }

    @Test
    void tokenFromAFile() throws Exception {
        withToken(broker.tokens().sign("somebody", null, MINUTE)).exchangeOneRecord(broker.createTopic("token", 1));
    }

    private static JavaClient withToken(String token) throws IOException {
        Path file = Files.writeString(Files.createTempFile(broker.directory(), "token", ""), token);
        String url = file.toUri().toString();
        System.setProperty(ALLOWED_URLS, url);
        return client().asking(endpoint, "unused").with("sasl.oauthbearer.token.endpoint.url", url);
    }

    static Stream<Arguments> tokensThatTheBrokerRefuses() {
        TokenSigner tokens = broker.tokens();
        return Stream.of(
                arguments("another's audience", tokens.sign("me", null, MINUTE, claims -> claims.setAudience("other"))),
                arguments("another issuer", tokens.sign("me", null, MINUTE, claims -> claims.setIssuer("other"))),
                arguments("expired", tokens.sign("me", null, Duration.ofMinutes(-2))),
                arguments("another key", TokenSigner.create().sign("me", null, MINUTE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void tokensThatTheBrokerRefuses(String what, String token) throws Exception {
        assertThat(withToken(token).refusal())
                .as(what)
                .isInstanceOf(SaslAuthenticationException.class)
                .hasMessageContaining("invalid_token");
    }
}
