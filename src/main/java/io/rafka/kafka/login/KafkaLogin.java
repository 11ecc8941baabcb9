package io.rafka.kafka.login;

import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.KafkaStartException;
import io.rafka.kafka.consumer.GroupLogin;
import io.rafka.kafka.producer.Producers;
import io.rafka.kafka.producer.SharedProducer;
import io.rafka.kafka.producer.TopicResolver;
import io.rafka.kafka.topic.ClusterAdmin;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.kafka.topic.GroupOffsets;
import io.rafka.kafka.topic.TopicCatalog;
import io.rafka.kafka.topic.TopicIds;
import io.rafka.kafka.topic.TopicRecords;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of Kafka that log in as the same: brokers let them do what that one may do.
 *
 * <p>Threading: any thread; all are shared by connections.
 */
public final class KafkaLogin implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaLogin.class);

    private final @Nullable String user;
    private final KafkaClientConfig config;
    private final ClusterAdmin cluster;
    private final TopicCatalog catalog;
    private final TopicRecords records;
    private final ClusterStatus status;
    private final GroupLogin groups;
    private final SharedProducer producer;
    private final TopicResolver resolver;

    private KafkaLogin(
            @Nullable String user,
            KafkaClientConfig config,
            ClusterAdmin cluster,
            Producers producers,
            ScheduledExecutorService scheduler)
            throws KafkaStartException {
        this.user = user;
        this.config = config;
        this.cluster = cluster;
        catalog = new TopicCatalog(cluster, config.admin());
        records = new TopicRecords(cluster, catalog);
        status = new ClusterStatus(cluster, catalog);
        groups = new GroupLogin(config, catalog, new TopicIds(cluster), new GroupOffsets(cluster));
        producer = producers.open(user, config.producer());
        String mayCreate =
                config.producer().rafkaText("allow.auto.create.topics").orElse("true");
        resolver = new TopicResolver(producer, catalog, records, mayCreate.equals("true"), scheduler);
    }

    /**
     * Makes the clients; they connect later.
     *
     * @param user of rafka who logs in as himself; null for rafka
     * @param scheduler for what is tried again
     * @throws KafkaStartException if one cannot be made of the properties; nothing is left open then but what
     *     {@code producers} has
     */
    static KafkaLogin open(
            @Nullable String user, KafkaClientConfig config, Producers producers, ScheduledExecutorService scheduler)
            throws KafkaStartException {
        ClusterAdmin cluster = ClusterAdmin.open(config.admin());
        try {
            return new KafkaLogin(user, config, cluster, producers, scheduler);
        } catch (KafkaStartException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** Tells in the log whether the brokers let it in: rafka starts without, as its clients can wait for that. */
    public void logConnection() {
        String who = user == null ? "" : ", as user " + user;
        status.describe().whenComplete((description, failure) -> {
            if (failure == null) {
                LOGGER.info("Kafka: connected{}, {}", who, description);
            } else {
                LOGGER.warn(
                        "Kafka: {} does not answer yet{}: {}",
                        config.bootstrapServers(),
                        who,
                        KafkaErrors.text(failure));
            }
        });
    }

    /** What topics there are, as far as it may see them. */
    public TopicCatalog catalog() {
        return catalog;
    }

    /** What is in topics. */
    public TopicRecords records() {
        return records;
    }

    /** The cluster. */
    public ClusterStatus status() {
        return status;
    }

    /** What members of groups need. */
    public GroupLogin groups() {
        return groups;
    }

    /** What sends records. */
    public SharedProducer producer() {
        return producer;
    }

    /** Makes topics known to the producer. */
    public TopicResolver resolver() {
        return resolver;
    }

    /** Closes all but the producer, which {@link Producers} does. */
    @Override
    public void close() {
        cluster.close();
    }
}
