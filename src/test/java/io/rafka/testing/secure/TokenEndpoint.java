package io.rafka.testing.secure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of an identity provider (OIDC), in this JVM.
 *
 * <p>It gives a token to who knows {@link #CLIENT_SECRET}, or who comes with an assertion signed by the right key, and
 * remembers what it was asked for. Thread-safe.
 */
public final class TokenEndpoint implements AutoCloseable {
    /** Who may ask for tokens; their subject. */
    public static final String CLIENT_ID = "rafka-client";

    /** The password of {@link #CLIENT_ID}, as odd as those of {@link SecureBroker}. */
    public static final String CLIENT_SECRET = "cl13nt\"s\\ k=ey";

    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final HttpServer server;
    private final String address;
    private final TokenSigner signer;
    private final JwtConsumer assertions;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Duration lifetime = Duration.ofMinutes(10);
    private volatile @Nullable String lastScope;
    private volatile @Nullable String lastAssertion;

    private TokenEndpoint(HttpServer server, String address, TokenSigner signer, PublicKey assertionKey) {
        this.server = server;
        this.address = address + ":" + server.getAddress().getPort();
        this.signer = signer;
        assertions = new JwtConsumerBuilder()
                .setVerificationKey(assertionKey)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setSkipDefaultAudienceValidation()
                .build();
        server.createContext("/token", this::token);
        server.createContext("/jwks", exchange -> answer(exchange, 200, signer.keySet()));
        server.start();
    }

    /**
     * On http.
     *
     * @param signer of the tokens
     * @param assertionKey by which the signatures of assertions are checked
     */
    public static TokenEndpoint http(TokenSigner signer, PublicKey assertionKey) {
        try {
            return new TokenEndpoint(HttpServer.create(anyPort(), 0), "http://127.0.0.1", signer, assertionKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On https, with the certificate {@link TestCertificates#broker}; assertions are those of its client. */
    public static TokenEndpoint https(TokenSigner signer, TestCertificates certificates) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
            return new TokenEndpoint(server, "https://localhost", signer, certificates.clientPublicKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Where tokens are to be had. */
    public String url() {
        return address + "/token";
    }

    /** Where the key is by which to check them. */
    public String keySetUrl() {
        return address + "/jwks";
    }

    /** From now on, tokens are good for this long; at first, it is ten minutes. */
    public void setLifetime(Duration lifetime) {
        this.lifetime = lifetime;
    }

    /** How often a token was asked for, in vain or not. */
    public int requests() {
        return requests.get();
    }

    /** The scope of the last request; empty if it had none. */
    public Optional<String> lastScope() {
        return Optional.ofNullable(lastScope);
    }

    /** The last assertion that came, good or not, as it came. */
    public Optional<String> lastAssertion() {
        return Optional.ofNullable(lastAssertion);
    }

    private void token(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String scope = form.get("scope");
        lastScope = scope;
        String grant = form.getOrDefault("grant_type", "");
        if (grant.equals("client_credentials")) {
            if (isClient(exchange.getRequestHeaders().getFirst("Authorization"), form)) {
                grant(exchange, CLIENT_ID, scope);
            } else {
                refuse(exchange, 401, "invalid_client");
            }
        } else if (grant.equals(JWT_BEARER)) {
            Optional<String> subject = subject(form.getOrDefault("assertion", ""));
            if (subject.isPresent()) {
                grant(exchange, subject.get(), scope);
            } else {
                refuse(exchange, 400, "invalid_grant");
            }
        } else {
            refuse(exchange, 400, "unsupported_grant_type");
        }
    }

    /** Basic authentication, of which half of the world leaves out the URL encoding, or parameters of the form. */
    private static boolean isClient(@Nullable String authorization, Map<String, String> form) {
        if (authorization == null) {
            return CLIENT_ID.equals(form.get("client_id")) && CLIENT_SECRET.equals(form.get("client_secret"));
        }
        if (!authorization.startsWith("Basic ")) {
            return false;
        }
        String expected = CLIENT_ID + ":" + CLIENT_SECRET;
        try {
            String given = new String(Base64.getDecoder().decode(authorization.substring(6)), UTF_8);
            return given.equals(expected) || URLDecoder.decode(given, UTF_8).equals(expected);
        } catch (IllegalArgumentException e) {
            return false; // neither Base64 nor URL encoding
        }
    }

    private Optional<String> subject(String assertion) {
        lastAssertion = assertion;
        try {
            JwtClaims claims = assertions.processToClaims(assertion);
            return Optional.of(claims.getSubject());
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    private void grant(HttpExchange exchange, String subject, @Nullable String scope) throws IOException {
        Duration goodFor = lifetime;
        Map<String, Object> reply = Map.of(
                "access_token", signer.sign(subject, scope, goodFor),
                "token_type", "Bearer",
                "expires_in", goodFor.toSeconds());
        answer(exchange, 200, JsonUtil.toJson(reply));
    }

    private static void refuse(HttpExchange exchange, int status, String error) throws IOException {
        answer(exchange, status, JsonUtil.toJson(Map.of("error", error, "error_description", "as the test wants it")));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().put("Content-Type", List.of("application/json"));
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(field.substring(0, equals), UTF_8),
                        URLDecoder.decode(field.substring(equals + 1), UTF_8));
            }
        }
        return form;
    }

    /** Ends at once, amid requests too. */
    @Override
    public void close() {
        server.stop(0);
    }
}
