package io.rafka.config.kafka;

import java.util.List;
import java.util.Optional;

/** Tells of properties that are accepted and change nothing: by their row, or by what else is given. */
final class IdleProperties {
    private IdleProperties() {}

    /**
     * A line for the log, {@code path has no effect: reason}; empty if the property changes something.
     *
     * @param clients all that it is given for, at least one
     */
    static Optional<String> line(CheckedProperty property, List<Translation> clients) {
        List<String> reasons =
                clients.stream().map(client -> reason(property.row(), client)).toList();
        return reasons.contains("")
                ? Optional.empty()
                : Optional.of(property.path() + " has no effect: " + reasons.get(0));
    }

    /** Why it changes nothing for this client; empty if it does. */
    private static String reason(PropertyRow row, Translation client) {
        if (row.decision() == Decision.NONE || row.name().equals("group.id")) {
            return row.note();
        }
        if (row.decision() == Decision.REFUSED) {
            return "";
        }
        if (!row.hasEffectOn(client.role())) {
            return "not for a " + client.role().word();
        }
        if (row.name().equals("compression.level")) {
            String codec = client.text("compression.codec").orElse("none");
            return ProducerTuning.WITH_LEVELS.contains(codec) ? "" : "compression.codec is " + codec;
        }
        return ofSecurity(row.name(), client);
    }

    private static String ofSecurity(String name, Translation client) {
        String protocol =
                "security.protocol is " + client.text("security.protocol").orElse("PLAINTEXT");
        boolean ofTls = name.startsWith("ssl.") || name.equals("enable.ssl.certificate.verification");
        if (ofTls) {
            return TlsProperties.usesTls(client) ? "" : protocol;
        }
        boolean ofOauth = name.contains("oauthbearer") || name.startsWith("https.");
        if (!ofOauth && !name.startsWith("sasl.")) {
            return "";
        }
        String mechanism = SaslLogin.mechanism(client);
        if (mechanism.isEmpty()) {
            return protocol;
        }
        boolean takesPassword = mechanism.equals("PLAIN") || mechanism.startsWith("SCRAM");
        boolean ofPassword = name.equals("sasl.username") || name.equals("sasl.password");
        if (ofOauth && mechanism.equals("OAUTHBEARER")) {
            return ofOauth(name, client);
        }
        boolean idle = ofOauth
                || (name.startsWith("sasl.kerberos.") && !mechanism.equals("GSSAPI"))
                || (ofPassword && !takesPassword);
        return idle ? "sasl.mechanisms is " + mechanism : "";
    }

    /** Tokens of an endpoint, by one of two grants, or unsecured ones: each has properties of its own. */
    private static String ofOauth(String name, Translation client) {
        boolean oidc = client.text("sasl.oauthbearer.method").orElse("").equals("oidc");
        String grant = client.text("sasl.oauthbearer.grant.type").orElse("");
        boolean always = name.equals("sasl.oauthbearer.method") || name.equals("enable.sasl.oauthbearer.unsecure.jwt");
        if (always || oidc != name.equals("sasl.oauthbearer.config")) {
            boolean ofBearer = name.startsWith("sasl.oauthbearer.assertion.");
            boolean ofClient = name.startsWith("sasl.oauthbearer.client.");
            boolean bearer = grant.endsWith("jwt-bearer");
            boolean idle = oidc && ((ofBearer && !bearer) || (ofClient && bearer));
            return idle ? "sasl.oauthbearer.grant.type is " + grant : "";
        }
        return "sasl.oauthbearer.method is " + (oidc ? "oidc" : "default");
    }
}
