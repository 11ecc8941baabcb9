package io.rafka.config.kafka;

import io.rafka.config.ConfigErrors;
import io.rafka.config.Property;
import java.util.List;
import java.util.Set;

/**
 * With which a user logs in to Kafka as himself: properties of SASL, in the object {@code kafka-user}.
 *
 * @param user his name in rafka
 * @param properties those given for him
 */
record UserLogin(String user, List<CheckedProperty> properties) {
    private static final String OBJECT = "kafka-user.";
    private static final String SASL = "sasl.";

    /** Who a client is. A user has all of it or nothing: the name of one with the password of another is nobody. */
    static final Set<String> CREDENTIALS = Set.of(
            "sasl.username",
            "sasl.password",
            "sasl.kerberos.principal",
            "sasl.kerberos.keytab",
            "sasl.oauthbearer.config",
            "sasl.oauthbearer.client.id",
            "sasl.oauthbearer.client.secret",
            "sasl.oauthbearer.extensions",
            "sasl.oauthbearer.assertion.file",
            "sasl.oauthbearer.assertion.jwt.template.file",
            "sasl.oauthbearer.assertion.private.key.file",
            "sasl.oauthbearer.assertion.private.key.passphrase",
            "sasl.oauthbearer.assertion.claim.iss",
            "sasl.oauthbearer.assertion.claim.sub");

    /** Checks what the file gives for a user; notes what is wrong or belongs elsewhere. */
    static UserLogin of(String user, List<Property> given, ConfigErrors errors) {
        List<CheckedProperty> checked =
                CheckedProperty.of(given, KafkaClientConfig.TABLE, Scope.SERVER, errors).stream()
                        .filter(property -> isOfSasl(property, errors))
                        .toList();
        return new UserLogin(user, checked);
    }

    private static boolean isOfSasl(CheckedProperty property, ConfigErrors errors) {
        boolean isOfSasl = property.row().name().startsWith(SASL);
        if (!isOfSasl) {
            errors.add(property.path() + ": only what a user logs in with can be his own, as sasl.username");
        }
        return isOfSasl;
    }

    /** Where it is in the file. */
    String path() {
        return OBJECT + user;
    }

    /** What of others' properties is the user's too: all but who they are. */
    static List<CheckedProperty> common(List<CheckedProperty> others) {
        return others.stream()
                .filter(property -> !CREDENTIALS.contains(property.row().name()))
                .toList();
    }
}
