package io.rafka.config.kafka;

import io.rafka.config.ConfigException;
import io.rafka.config.Secrets;
import io.rafka.config.tls.SystemAuthorities;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * SASL with OAUTHBEARER: tokens of an endpoint ({@code oidc}), or unsecured ones for development.
 *
 * @see <a href="https://cwiki.apache.org/confluence/x/8gZyEg">KIP-768 and its successor KIP-1139</a>
 */
final class OauthLogin {
    private static final String PACKAGE = "org.apache.kafka.common.security.oauthbearer.";
    private static final String MODULE = PACKAGE + "OAuthBearerLoginModule";
    private static final String METHOD = "sasl.oauthbearer.method";
    private static final String GRANT = "sasl.oauthbearer.grant.type";
    private static final String UNSECURED = "enable.sasl.oauthbearer.unsecure.jwt";
    private static final String ENDPOINT = "sasl.oauthbearer.token.endpoint.url";
    private static final String EXTENSIONS = "sasl.oauthbearer.extensions";
    private static final String CONFIG = "sasl.oauthbearer.config";

    private static final String ENDPOINT_TIMEOUT = "5000";

    /** What RFC 7628 allows; Kafka finds others wrong at the first login only. */
    private static final Pattern EXTENSION_NAME = Pattern.compile("(?!auth$)[A-Za-z]+");

    private static final List<String> ASSERTION_FILES = List.of(
            "sasl.oauthbearer.assertion.private.key.file",
            "sasl.oauthbearer.assertion.file",
            "sasl.oauthbearer.assertion.jwt.template.file");

    private OauthLogin() {}

    static void apply(Translation translation) {
        if (translation.text(METHOD).orElse("").equals("oidc")) {
            if (translation.text(UNSECURED).orElse("").equals("true")) {
                translation.error(UNSECURED, "not together with sasl.oauthbearer.method=oidc");
            }
            endpoint(translation);
        } else if (translation.text(UNSECURED).orElse("").equals("true")) {
            translation.kafka().keySet().removeIf(name -> name.startsWith("sasl.oauthbearer."));
            unsecured(translation);
        } else {
            translation.missing(
                    METHOD,
                    "must be oidc with OAUTHBEARER, or " + UNSECURED + " true: there is no callback for tokens");
        }
    }

    private static void endpoint(Translation translation) {
        if (translation.text(ENDPOINT).isEmpty()) {
            translation.missing(METHOD, "oidc needs " + ENDPOINT);
            return;
        }
        String url = translation.text(ENDPOINT).orElse("");
        if (!url.matches("(?i)https?://[^/\\s]+\\S*")) {
            translation.error(ENDPOINT, "must be a URL of http or https, got '" + Secrets.withoutUser(url) + "'");
        }
        boolean bearer = translation.text(GRANT).orElse("").endsWith("jwt-bearer");
        if (bearer) {
            ASSERTION_FILES.forEach(translation::checkReadable);
            boolean assertion = translation
                            .text("sasl.oauthbearer.assertion.private.key.file")
                            .isPresent()
                    || translation.text("sasl.oauthbearer.assertion.file").isPresent();
            if (!assertion) {
                translation.missing(
                        GRANT, "needs sasl.oauthbearer.assertion.private.key.file or sasl.oauthbearer.assertion.file");
            }
        } else {
            translation.kafka().keySet().removeIf(name -> name.startsWith("sasl.oauthbearer.assertion."));
            for (String name : new String[] {"sasl.oauthbearer.client.id", "sasl.oauthbearer.client.secret"}) {
                if (translation.text(name).isEmpty()) {
                    translation.missing(METHOD, "oidc needs " + name);
                }
            }
        }
        translation.kafka(
                "sasl.oauthbearer.jwt.retriever.class",
                PACKAGE + (bearer ? "JwtBearerJwtRetriever" : "ClientCredentialsJwtRetriever"),
                translation.origin(GRANT));
        translation.kafka(
                "sasl.login.callback.handler.class",
                PACKAGE + "OAuthBearerLoginCallbackHandler",
                translation.origin(METHOD));
        // An endpoint that does not answer must become an error, and Kafka would wait for ever.
        translation.kafka("sasl.login.connect.timeout.ms", ENDPOINT_TIMEOUT, "rafka");
        translation.kafka("sasl.login.read.timeout.ms", ENDPOINT_TIMEOUT, "rafka");
        Map<String, String> options = new TreeMap<>();
        extensions(translation, options);
        trust(translation, options);
        login(translation, options);
    }

    private static void login(Translation translation, Map<String, String> options) {
        translation.login(SaslLogin.jaas(MODULE, options), METHOD, UNSECURED);
    }

    /** {@code name=value,...}, which the broker is sent with the token (KIP-342). */
    private static void extensions(Translation translation, Map<String, String> options) {
        String extensions = translation.text(EXTENSIONS).orElse("");
        for (String one : extensions.isEmpty() ? new String[0] : extensions.split(",", -1)) {
            String[] pair = one.split("=", 2);
            String name = pair[0].trim();
            if (pair.length < 2 || !EXTENSION_NAME.matcher(name).matches()) {
                translation.error(
                        EXTENSIONS,
                        "must be name=value, separated by commas, each name of letters and not auth, got '" + one
                                + "'");
            } else {
                options.put("extension_" + name, pair[1].trim());
            }
        }
    }

    /** Whom to believe to be the endpoint. */
    private static void trust(Translation translation, Map<String, String> options) {
        String location = translation.text("https.ca.location").orElse("");
        String pem = translation.text("https.ca.pem").orElse("");
        try {
            if (!location.isEmpty()) {
                options.put("ssl.truststore.type", "PEM");
                options.put(
                        "ssl.truststore.location",
                        SystemAuthorities.file(location, translation.purpose().opensFiles()));
            }
        } catch (ConfigException e) {
            e.errors().forEach(error -> translation.error("https.ca.location", error));
        }
        if (!pem.isEmpty()) {
            if (!location.isEmpty()) {
                translation.error("https.ca.pem", "not together with https.ca.location");
            }
            options.put("ssl.truststore.type", "PEM");
            options.put("ssl.truststore.certificates", pem);
        }
    }

    /** librdkafka's form, words of {@code name=value}, as options of Kafka's own unsecured login (KIP-255). */
    private static void unsecured(Translation translation) {
        Map<String, String> given = new TreeMap<>();
        for (String word : translation.text(CONFIG).orElse("").trim().split("\\s+", -1)) {
            String[] pair = word.split("=", 2);
            if (pair.length == 2) {
                given.put(pair[0], pair[1]);
            } else if (!word.isEmpty()) {
                translation.error(CONFIG, "must be words of name=value, got '" + word + "'");
            }
        }
        String principalClaim = take(given, "principalClaimName", "sub");
        String scopeClaim = take(given, "scopeClaimName", "scope");
        String principal = take(given, "principal", "");
        String scope = take(given, "scope", "");
        Map<String, String> options = new TreeMap<>();
        if (principal.isEmpty()) {
            translation.missing(CONFIG, "must say principal=<name>");
        }
        options.put("unsecuredLoginPrincipalClaimName", principalClaim);
        options.put("unsecuredLoginScopeClaimName", scopeClaim);
        options.put("unsecuredLoginStringClaim_" + principalClaim, principal);
        String life = take(given, "lifeSeconds", "3600");
        if (!life.matches("0*[1-9]\\d{0,8}")) {
            translation.error(CONFIG, "lifeSeconds must be a whole number above 0, got '" + life + "'");
        }
        options.put("unsecuredLoginLifetimeSeconds", life);
        if (!scope.isEmpty()) {
            // Kafka takes the first character for what separates the elements.
            options.put("unsecuredLoginListClaim_" + scopeClaim, "," + scope);
        }
        given.forEach((name, value) -> {
            if (name.startsWith("extension_")) {
                options.put("unsecuredLoginExtension_" + name.substring("extension_".length()), value);
            } else {
                translation.error(CONFIG, "unknown word " + name);
            }
        });
        login(translation, options);
    }

    private static String take(Map<String, String> given, String name, String otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : value;
    }
}
