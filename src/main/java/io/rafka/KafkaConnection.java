package io.rafka;

import io.rafka.config.Secrets;
import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.embedded.EmbeddedKafka;
import io.rafka.embedded.EmbeddedKafkaException;
import io.rafka.kafka.BrokerProbe;
import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.KafkaStartException;
import io.rafka.kafka.producer.SharedProducer;
import io.rafka.kafka.topic.ClusterAdmin;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.kafka.topic.GroupOffsets;
import io.rafka.kafka.topic.TopicCatalog;
import io.rafka.kafka.topic.TopicIds;
import io.rafka.kafka.topic.TopicRecords;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka that the gateway talks to, embedded or a cluster, and the clients that all connections share. */
final class KafkaConnection implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaConnection.class);

    private final KafkaClientConfig config;
    private final @Nullable EmbeddedKafka embedded;
    private final ClusterAdmin cluster;
    private final TopicCatalog catalog;
    private final ClusterStatus status;
    private final SharedProducer producer;

    private KafkaConnection(
            KafkaClientConfig config,
            @Nullable EmbeddedKafka embedded,
            ServerConfig server,
            Consumer<String> onFatalFault)
            throws KafkaStartException {
        this.config = config;
        this.embedded = embedded;
        cluster = ClusterAdmin.open(config.admin());
        catalog = new TopicCatalog(cluster, config.admin());
        status = new ClusterStatus(cluster, catalog);
        try {
            producer = SharedProducer.open(config.producer(), server, onFatalFault);
        } catch (KafkaStartException e) {
            cluster.close();
            throw e;
        }
    }

    static KafkaConnection open(Configuration configuration, Consumer<String> onFatalFault) throws StartException {
        KafkaClientConfig cluster = configuration.kafka();
        return cluster == null
                ? openEmbedded(configuration.server(), onFatalFault)
                : openCluster(cluster, configuration, onFatalFault);
    }

    private static KafkaConnection openEmbedded(ServerConfig server, Consumer<String> onFatalFault)
            throws StartException {
        EmbeddedKafka embedded = null;
        try {
            embedded = EmbeddedKafka.start(
                    server.get(ServerSettings.DATA_DIR), server.get(ServerSettings.KAFKA_PORT), Map.of(), onFatalFault);
            LOGGER.info("Kafka: embedded, at {}, data in {}", embedded.bootstrapServers(), embedded.dataDirectory());
            return new KafkaConnection(
                    KafkaClientConfig.forEmbedded(embedded.bootstrapServers()), embedded, server, onFatalFault);
        } catch (EmbeddedKafkaException | KafkaStartException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static KafkaConnection openCluster(
            KafkaClientConfig cluster, Configuration configuration, Consumer<String> onFatalFault)
            throws StartException {
        LOGGER.info("Kafka: cluster at {}", cluster.bootstrapServers());
        refuseTlsWithoutTls(cluster, configuration);
        try {
            KafkaConnection connection = new KafkaConnection(cluster, null, configuration.server(), onFatalFault);
            connection.logCluster();
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

    /** rafka starts without a cluster, as its clients can wait for one; but the operator must know. */
    private void logCluster() {
        status.describe().whenComplete((description, failure) -> {
            if (failure == null) {
                LOGGER.info("Kafka: connected, {}", description);
            } else {
                LOGGER.warn("Kafka: {} does not answer yet: {}", config.bootstrapServers(), KafkaErrors.text(failure));
            }
        });
    }

    KafkaClientConfig config() {
        return config;
    }

    TopicCatalog catalog() {
        return catalog;
    }

    ClusterStatus status() {
        return status;
    }

    TopicIds topicIds() {
        return new TopicIds(cluster);
    }

    GroupOffsets groupOffsets() {
        return new GroupOffsets(cluster);
    }

    TopicRecords records() {
        return new TopicRecords(cluster, catalog);
    }

    SharedProducer producer() {
        return producer;
    }

    /** Ends what is left when the producer has been flushed and closed. */
    @Override
    public void close() {
        producer.close();
        cluster.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
