package io.rafka;

import com.sun.management.UnixOperatingSystemMXBean;
import io.rafka.command.access.Users;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.net.Listener;
import io.rafka.net.Transport;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator should know when rafka has started. */
final class StartLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(RafkaServer.class);

    /** Jars, logs, connections to brokers; an embedded Kafka with some topics. */
    private static final int FILES_OF_OUR_OWN = 500;

    private StartLog() {}

    /** Where it listens. */
    static void ports(ServerConfig config, Listener listener, Transport transport) {
        String hosts = String.join(", ", config.get(ServerSettings.HOST));
        String kind = transport.kind().text();
        listener.port().ifPresent(port -> LOGGER.info("listening on {} port {} ({})", hosts, port, kind));
        listener.tlsPort().ifPresent(port -> LOGGER.info("listening on {} port {} with TLS ({})", hosts, port, kind));
    }

    /** Somebody may become one later; but a name that is misspelt is served as rafka itself. */
    static void warnOfUnknownUsers(KafkaLogins logins, Users users) {
        for (String name : logins.users()) {
            if (users.find(name) == null) {
                LOGGER.warn("kafka-user.{} has no effect yet: there is no user of this name", name);
            }
        }
    }

    /** Redis lowers maxclients then; we leave it, because the limit can be raised from outside. */
    static void warnOfFewFiles(ServerConfig config) {
        int most = config.get(Bounds.MAXCLIENTS);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < most + FILES_OF_OUR_OWN) {
            LOGGER.warn(
                    "maxclients={}, but this process may open {} files: raise that to {} at least (ulimit -n), or "
                            + "lower maxclients",
                    most,
                    system.getMaxFileDescriptorCount(),
                    most + FILES_OF_OUR_OWN);
        }
    }
}
