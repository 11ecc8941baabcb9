package io.rafka;

import io.rafka.config.ConfigException;
import io.rafka.config.ConfigFile;
import io.rafka.config.KafkaClientConfig;
import io.rafka.embedded.EmbeddedKafka;
import io.rafka.embedded.EmbeddedKafkaException;
import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.KafkaStartException;
import io.rafka.kafka.producer.SharedProducer;
import io.rafka.kafka.topic.TopicCatalog;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka that the gateway talks to, embedded or a cluster, and the clients that all connections share. */
final class KafkaConnection implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaConnection.class);

    private final KafkaClientConfig config;
    private final @Nullable EmbeddedKafka embedded;
    private final TopicCatalog catalog;
    private final SharedProducer producer;

    private KafkaConnection(KafkaClientConfig config, @Nullable EmbeddedKafka embedded) throws KafkaStartException {
        this.config = config;
        this.embedded = embedded;
        catalog = TopicCatalog.open(config.admin());
        try {
            producer = SharedProducer.open(config.producer());
        } catch (KafkaStartException e) {
            catalog.close();
            throw e;
        }
    }

    static KafkaConnection open(ServerOptions options, Consumer<String> onFatalFault) throws StartException {
        EmbeddedKafka embedded = null;
        try {
            KafkaClientConfig config;
            Path file = options.configFile();
            if (file == null) {
                embedded = EmbeddedKafka.start(options.dataDirectory(), options.kafkaPort(), Map.of(), onFatalFault);
                config = KafkaClientConfig.forCluster(embedded.bootstrapServers());
                LOGGER.info(
                        "Kafka: embedded, at {}, data in {}", embedded.bootstrapServers(), embedded.dataDirectory());
            } else {
                config = fromFile(file);
            }
            KafkaConnection connection = new KafkaConnection(config, embedded);
            if (embedded == null) {
                connection.logCluster();
            }
            return connection;
        } catch (ConfigException | EmbeddedKafkaException | KafkaStartException e) {
            if (embedded != null) {
                embedded.close();
            }
            boolean ofFile = e instanceof KafkaStartException && options.configFile() != null;
            throw new StartException((ofFile ? options.configFile() + ": " : "") + e.getMessage(), e);
        }
    }

    private static KafkaClientConfig fromFile(Path path) throws ConfigException {
        ConfigFile file = ConfigFile.read(path);
        try {
            KafkaClientConfig config = KafkaClientConfig.of(file);
            config.withoutEffect().forEach(name -> LOGGER.info("{}: {} has no effect", path, name));
            LOGGER.info("Kafka: cluster at {}", config.bootstrapServers());
            return config;
        } catch (ConfigException e) {
            throw new ConfigException(path + ": " + e.getMessage());
        }
    }

    /** rafka starts without a cluster, as its clients can wait for one; but the operator must know. */
    private void logCluster() {
        catalog.describeCluster().whenComplete((cluster, failure) -> {
            if (failure == null) {
                LOGGER.info("Kafka: connected, {}", cluster);
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

    SharedProducer producer() {
        return producer;
    }

    /** Ends what is left when the producer has been flushed and closed. */
    @Override
    public void close() {
        producer.close();
        catalog.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
