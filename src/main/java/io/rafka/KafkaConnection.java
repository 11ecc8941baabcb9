package io.rafka;

import io.rafka.config.Secrets;
import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.embedded.EmbeddedKafka;
import io.rafka.embedded.EmbeddedKafkaException;
import io.rafka.kafka.BrokerProbe;
import io.rafka.kafka.KafkaStartException;
import io.rafka.kafka.login.KafkaLogins;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka that the gateway talks to, embedded or a cluster, and the clients that all connections share. */
final class KafkaConnection implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaConnection.class);

    private final KafkaClientConfig config;
    private final @Nullable EmbeddedKafka embedded;
    private final KafkaLogins logins;

    private KafkaConnection(
            KafkaClientConfig config,
            @Nullable EmbeddedKafka embedded,
            ServerConfig server,
            ScheduledExecutorService scheduler,
            Consumer<String> onFatalFault)
            throws KafkaStartException {
        this.config = config;
        this.embedded = embedded;
        logins = KafkaLogins.open(config, server, scheduler, onFatalFault);
    }

    /** @param scheduler for what is tried again; remains the caller's */
    static KafkaConnection open(
            Configuration configuration, ScheduledExecutorService scheduler, Consumer<String> onFatalFault)
            throws StartException {
        KafkaClientConfig cluster = configuration.kafka();
        return cluster == null
                ? openEmbedded(configuration.server(), scheduler, onFatalFault)
                : openCluster(cluster, configuration, scheduler, onFatalFault);
    }

    private static KafkaConnection openEmbedded(
            ServerConfig server, ScheduledExecutorService scheduler, Consumer<String> onFatalFault)
            throws StartException {
        EmbeddedKafka embedded = null;
        try {
            embedded = EmbeddedKafka.start(
                    server.get(ServerSettings.DATA_DIR), server.get(ServerSettings.KAFKA_PORT), Map.of(), onFatalFault);
            LOGGER.info("Kafka: embedded, at {}, data in {}", embedded.bootstrapServers(), embedded.dataDirectory());
            return new KafkaConnection(
                    KafkaClientConfig.forEmbedded(embedded.bootstrapServers()),
                    embedded,
                    server,
                    scheduler,
                    onFatalFault);
        } catch (EmbeddedKafkaException | KafkaStartException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static KafkaConnection openCluster(
            KafkaClientConfig cluster,
            Configuration configuration,
            ScheduledExecutorService scheduler,
            Consumer<String> onFatalFault)
            throws StartException {
        LOGGER.info("Kafka: cluster at {}", cluster.bootstrapServers());
        refuseTlsWithoutTls(cluster, configuration);
        try {
            KafkaConnection connection =
                    new KafkaConnection(cluster, null, configuration.server(), scheduler, onFatalFault);
            connection.logins.logConnections();
            return connection;
        } catch (KafkaStartException e) {
            String endpoint = cluster.producer().kafka().get("sasl.oauthbearer.token.endpoint.url");
            String login = endpoint == null ? "" : " (with a token of " + Secrets.withoutUser(endpoint) + ")";
            throw new StartException(configuration.file() + ": " + e.getMessage() + login, e);
        }
    }

    private static void refuseTlsWithoutTls(KafkaClientConfig cluster, Configuration configuration)
            throws StartException {
        if (cluster.producer().tls() == null) {
            Optional<String> broker = BrokerProbe.findTls(cluster.bootstrapServers());
            if (broker.isPresent()) {
                throw new StartException(configuration.file() + ": general.security.protocol: is without TLS, but "
                        + broker.get() + " speaks TLS; must be ssl or sasl_ssl");
            }
        }
    }

    KafkaClientConfig config() {
        return config;
    }

    /** As whom clients are served. */
    KafkaLogins logins() {
        return logins;
    }

    /** Ends what is left when the producers have been flushed and closed. */
    @Override
    public void close() {
        logins.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
