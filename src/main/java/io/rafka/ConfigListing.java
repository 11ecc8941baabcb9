package io.rafka;

import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.config.kafka.Role;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.config.server.Setting;
import java.io.PrintWriter;

/** What {@code --show-config} prints: every value in effect and where it comes from, secrets masked. */
final class ConfigListing {
    /** Stands for the embedded Kafka's address, which is known when it runs. */
    private static final String EMBEDDED_ADDRESS = "127.0.0.1:1";

    private static final String BROKERS = "bootstrap.servers = ";

    private final Configuration configuration;

    ConfigListing(Configuration configuration) {
        this.configuration = configuration;
    }

    void print(PrintWriter out) {
        ServerConfig server = configuration.server();
        out.println("# server");
        for (Setting<?> setting : ServerSettings.all()) {
            out.println(setting.name() + " = " + server.shown(setting) + "  # " + server.origin(setting));
        }
        KafkaClientConfig given = configuration.kafka();
        KafkaClientConfig kafka = given == null ? KafkaClientConfig.forEmbedded(EMBEDDED_ADDRESS) : given;
        for (Role role : new Role[] {Role.PRODUCER, Role.CONSUMER}) {
            out.println();
            out.println("# " + role.word());
            for (String line : kafka.show(role)) {
                boolean unknown = given == null && line.startsWith(BROKERS);
                out.println(unknown ? BROKERS + " # the embedded Kafka's, known when it runs" : line);
            }
        }
        kafka.users().forEach((user, config) -> {
            out.println();
            out.println("# kafka-user " + user + ", where it differs");
            config.showLogin().forEach(out::println);
        });
        out.flush();
    }
}
