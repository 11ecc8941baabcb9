package io.rafka.testing.secure;

import java.util.Map;
import java.util.TreeMap;

/** Writes values of {@code sasl.jaas.config}. */
final class Jaas {
    static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    static final String OAUTHBEARER = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule";

    private Jaas() {}

    static String login(String module, Map<String, String> options) {
        StringBuilder text = new StringBuilder(module).append(" required");
        new TreeMap<>(options)
                .forEach((name, value) ->
                        text.append(' ').append(name).append('=').append(quoted(value)));
        return text.append(';').toString();
    }

    /** The parser takes backslashes for those of Java's strings. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
