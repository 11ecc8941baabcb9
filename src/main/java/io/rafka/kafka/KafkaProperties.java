package io.rafka.kafka;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.config.tls.TlsMaterial;
import java.io.File;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Properties as the constructors of Kafka's clients take them. */
public final class KafkaProperties {
    /** Kafka asks a token endpoint, and reads a file for it, only if a system property lists it. */
    private static final Map<String, List<String>> ALLOWED = Map.of(
            "org.apache.kafka.sasl.oauthbearer.allowed.urls",
            List.of("sasl.oauthbearer.token.endpoint.url"),
            "org.apache.kafka.sasl.oauthbearer.allowed.files",
            List.of(
                    "sasl.oauthbearer.assertion.file",
                    "sasl.oauthbearer.assertion.private.key.file",
                    "sasl.oauthbearer.assertion.template.file"));

    private KafkaProperties() {}

    /** The properties of a client, its TLS included. */
    public static Map<String, Object> of(ClientProperties properties) {
        Map<String, Object> all = new HashMap<>(properties.kafka());
        TlsMaterial tls = properties.tls();
        if (tls != null) {
            all.put("ssl.engine.factory.class", TlsEngines.class);
            all.put(TlsEngines.MATERIAL, tls);
        }
        // Kafka makes an MBean of each of a client's metrics by default, hundreds each, for which rafka has INFO.
        all.putIfAbsent("metric.reporters", "");
        allow(properties.kafka());
        return all;
    }

    /** Only the configuration file can name such things, so what it names is allowed. */
    private static synchronized void allow(Map<String, String> kafka) {
        ALLOWED.forEach((systemProperty, names) -> {
            String before = System.getProperty(systemProperty, "");
            Set<String> allowed = new LinkedHashSet<>(List.of(before.split(",", -1)));
            for (String name : names) {
                String value = kafka.get(name);
                if (value != null) {
                    // Kafka compares URLs letter by letter, and files by their absolute paths.
                    allowed.add(systemProperty.endsWith("files") ? new File(value).getAbsolutePath() : value);
                }
            }
            allowed.remove("");
            if (!allowed.isEmpty()) {
                System.setProperty(systemProperty, String.join(",", allowed));
            }
        });
    }
}
