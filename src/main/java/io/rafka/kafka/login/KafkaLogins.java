package io.rafka.kafka.login;

import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.KafkaStartException;
import io.rafka.kafka.producer.Producers;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * As whom rafka logs in to Kafka for its users: as itself, or as the user himself if {@code kafka-user} says with what.
 *
 * <p>Threading: any thread.
 */
public final class KafkaLogins implements AutoCloseable {
    /** The user that a client is who has not said who he is. */
    private static final String DEFAULT = "default";

    private final Producers producers;
    private final KafkaLogin own;
    private final Map<String, KafkaLogin> users = new HashMap<>();

    private KafkaLogins(Producers producers, KafkaLogin own) {
        this.producers = producers;
        this.own = own;
    }

    /**
     * Makes all clients; they connect later.
     *
     * @param server has the bounds
     * @param scheduler for what is tried again; remains the caller's
     * @param onFatalFault called, by any thread, if a producer cannot deliver any more records
     * @throws KafkaStartException if one cannot be made; nothing is left open then
     */
    public static KafkaLogins open(
            KafkaClientConfig config,
            ServerConfig server,
            ScheduledExecutorService scheduler,
            Consumer<String> onFatalFault)
            throws KafkaStartException {
        Producers producers = new Producers(config.producer(), server, onFatalFault);
        @Nullable KafkaLogins logins = null;
        try {
            logins = new KafkaLogins(producers, KafkaLogin.open(null, config, producers, scheduler));
            for (Map.Entry<String, KafkaClientConfig> user : config.users().entrySet()) {
                String name = user.getKey();
                logins.users.put(name, KafkaLogin.open(name, user.getValue(), producers, scheduler));
            }
            return logins;
        } catch (KafkaStartException | RuntimeException | Error e) {
            producers.close(Duration.ZERO);
            if (logins != null) {
                logins.close();
            }
            throw e;
        }
    }

    /** Rafka's own. */
    public KafkaLogin own() {
        return own;
    }

    /**
     * That of a user.
     *
     * @param user of rafka; null for one who has not said who he is
     */
    public KafkaLogin of(@Nullable Principal user) {
        if (users.isEmpty()) {
            return own;
        }
        KafkaLogin login = users.get(user == null ? DEFAULT : user.getName());
        return login == null ? own : login;
    }

    /** The names of those who log in as themselves. */
    public Set<String> users() {
        return Set.copyOf(users.keySet());
    }

    /** What sends the records of all. */
    public Producers producers() {
        return producers;
    }

    /** Tells in the log, of each, whether the brokers let it in. */
    public void logConnections() {
        own.logConnection();
        users.values().forEach(KafkaLogin::logConnection);
    }

    /** Closes all, the producers at once: who wants their records delivered closes them before. */
    @Override
    public void close() {
        producers.close(Duration.ZERO);
        own.close();
        users.values().forEach(KafkaLogin::close);
    }
}
