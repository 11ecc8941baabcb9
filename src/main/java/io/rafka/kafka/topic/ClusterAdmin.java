package io.rafka.kafka.topic;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.kafka.KafkaProperties;
import io.rafka.kafka.KafkaStartException;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Kafka's admin client, which all who ask about the cluster share. */
public final class ClusterAdmin implements AutoCloseable {
    /** For one question; below the 5 s after which many Redis clients give up, so that they read the error. */
    static final int TIMEOUT_MILLIS = 4_000;

    private final Admin admin;

    private ClusterAdmin(Admin admin) {
        this.admin = admin;
    }

    /**
     * Makes the admin client; connects later.
     *
     * @param properties of Kafka's admin client
     * @throws KafkaStartException if a property has a bad value or no bootstrap server resolves
     */
    public static ClusterAdmin open(ClientProperties properties) throws KafkaStartException {
        try {
            return new ClusterAdmin(Admin.create(KafkaProperties.of(properties)));
        } catch (KafkaException e) {
            throw new KafkaStartException(e);
        }
    }

    Admin admin() {
        return admin;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
