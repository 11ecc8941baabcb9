package io.rafka.config.kafka;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * librdkafka's properties for SASL as Java wants them: a login module with options, in JAAS' syntax.
 *
 * @see <a href="https://kafka.apache.org/documentation/#security_sasl">Kafka's documentation of SASL</a>
 */
final class SaslLogin {
    private static final String MODULES = "org.apache.kafka.common.security.";
    private static final String PROTOCOL = "security.protocol";
    private static final String USERNAME = "sasl.username";
    private static final String PASSWORD = "sasl.password";

    private SaslLogin() {}

    static void apply(Translation translation) {
        String mechanism = mechanism(translation);
        translation.kafka().keySet().removeIf(name -> isOfOther(name, mechanism));
        boolean isOfUser = translation.purpose().login() != null;
        if (isOfUser && mechanism.isEmpty()) {
            translation.missing(
                    PROTOCOL,
                    "needs " + PROTOCOL + " to be sasl_ssl or sasl_plaintext, got '"
                            + translation.text(PROTOCOL).orElse("").toLowerCase(Locale.ROOT) + "'");
        }
        switch (mechanism) {
            case "PLAIN" -> password(translation, mechanism, "plain.PlainLoginModule");
            case "SCRAM-SHA-256", "SCRAM-SHA-512" -> password(translation, mechanism, "scram.ScramLoginModule");
            case "OAUTHBEARER" -> OauthLogin.apply(translation);
            case "GSSAPI" -> kerberos(translation, isOfUser);
            default -> {}
        }
    }

    /** Empty without SASL. */
    static String mechanism(Translation translation) {
        boolean sasl = String.valueOf(translation.kafka(PROTOCOL)).startsWith("SASL");
        return sasl ? String.valueOf(translation.kafka("sasl.mechanism")) : "";
    }

    /** Whether a property of Java says nothing to a client with this mechanism. */
    private static boolean isOfOther(String name, String mechanism) {
        return name.startsWith("sasl.")
                && (mechanism.isEmpty()
                        || (name.startsWith("sasl.kerberos.") && !mechanism.equals("GSSAPI"))
                        || (name.startsWith("sasl.oauthbearer.") && !mechanism.equals("OAUTHBEARER")));
    }

    private static void password(Translation translation, String mechanism, String module) {
        Map<String, String> options = new TreeMap<>();
        options.put("username", translation.text(USERNAME).orElse(""));
        options.put("password", translation.text(PASSWORD).orElse(""));
        if (options.containsValue("")) {
            translation.missing("sasl.mechanisms", mechanism + " needs sasl.username and sasl.password");
            return;
        }
        translation.login(jaas(MODULES + module, options), USERNAME, PASSWORD);
    }

    private static void kerberos(Translation translation, boolean isOfUser) {
        Map<String, String> options = new TreeMap<>();
        String keytab = translation.text("sasl.kerberos.keytab").orElse("");
        // The ticket cache has rafka's own ticket.
        if (isOfUser && (keytab.isEmpty() || !translation.isGiven("sasl.kerberos.principal"))) {
            translation.missing("sasl.mechanisms", "GSSAPI needs sasl.kerberos.principal and sasl.kerberos.keytab");
        }
        if (keytab.isEmpty()) {
            options.put("useTicketCache", "true");
            if (translation.isGiven("sasl.kerberos.principal")) {
                options.put(
                        "principal", translation.text("sasl.kerberos.principal").orElse(""));
            }
        } else {
            options.put("useKeyTab", "true");
            options.put("storeKey", "true");
            options.put("keyTab", keytab);
            translation.checkReadable("sasl.kerberos.keytab");
            translation.text("sasl.kerberos.principal").ifPresent(principal -> options.put("principal", principal));
        }
        translation.login(
                jaas("com.sun.security.auth.module.Krb5LoginModule", options),
                keytab.isEmpty() ? "sasl.mechanisms" : "sasl.kerberos.keytab");
    }

    /** A login module in JAAS' syntax; options may hold any character. */
    static String jaas(String module, Map<String, String> options) {
        StringBuilder text = new StringBuilder(module).append(" required");
        // A name can be the user's too: that of a claim.
        options.forEach((name, value) -> text.append(' ')
                .append(isWord(name) ? name : quoted(name))
                .append('=')
                .append(quoted(value)));
        return text.append(';').toString();
    }

    private static boolean isWord(String name) {
        return name.matches("[A-Za-z][\\w.-]*");
    }

    private static String quoted(String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return '"' + escaped + '"';
    }
}
