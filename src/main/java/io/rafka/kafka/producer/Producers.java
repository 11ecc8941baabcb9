package io.rafka.kafka.producer;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.ClientFigure;
import io.rafka.kafka.KafkaStartException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * All producers of the gateway: one that logs in to Kafka as rafka itself, and one for each user who does so as
 * himself. What they do is counted together.
 *
 * <p>Threading: one thread opens them, any may ask, one closes.
 */
public final class Producers {
    /** The label of Kafka's figures of a user's producer. */
    private static final String USER = "user";

    private final ServerConfig config;
    private final Consumer<String> onFatalFault;
    private final ProducerStatistics statistics = new ProducerStatistics();
    private final FailureLog failures;
    private final @Nullable ProducerReport report;
    private final List<SharedProducer> all = new CopyOnWriteArrayList<>();

    /**
     * None yet.
     *
     * @param properties of the one that is rafka's own; how often to report is there
     * @param config has the bounds
     * @param onFatalFault called at most once for each producer, by any thread, if it cannot deliver any more records
     */
    public Producers(ClientProperties properties, ServerConfig config, Consumer<String> onFatalFault) {
        this.config = config;
        this.onFatalFault = onFatalFault;
        failures = new FailureLog(() -> config.get(Bounds.FAILURE_LOG_LIMIT));
        long interval = properties.rafkaNumber("statistics.interval.ms");
        report = interval > 0 ? new ProducerReport(interval, statistics, this::outstanding) : null;
    }

    /**
     * Makes one more producer; it connects later.
     *
     * @param user who logs in as himself; null for rafka
     * @param properties of the producer; {@code queue.buffering.max.messages} is the capacity of its {@link Room}
     * @throws KafkaStartException if a property has a bad value or no bootstrap server resolves
     */
    public SharedProducer open(@Nullable String user, ClientProperties properties) throws KafkaStartException {
        try {
            SharedProducer producer = new SharedProducer(user, properties, config, statistics, failures, onFatalFault);
            all.add(producer);
            return producer;
        } catch (KafkaException e) {
            throw new KafkaStartException(e);
        }
    }

    /** What has been sent so far. */
    public ProducerStatistics statistics() {
        return statistics;
    }

    /** How many records of all connections are outstanding. */
    public long outstanding() {
        return sum(SharedProducer::outstanding);
    }

    /** How many bytes of the buffers those take. A batch has its whole size from its first record on. */
    public long outstandingBytes() {
        return sum(SharedProducer::outstandingBytes);
    }

    private long sum(ToLongFunction<SharedProducer> figure) {
        return all.stream().mapToLong(figure).sum();
    }

    /** What Kafka's producers say of themselves now; those of users have his name as {@code user}. */
    public List<ClientFigure> figures() {
        List<ClientFigure> figures = new ArrayList<>();
        for (SharedProducer producer : all) {
            String user = producer.user();
            for (ClientFigure figure : producer.figures()) {
                figures.add(user == null ? figure : figure.with(USER, user));
            }
        }
        return figures;
    }

    /**
     * Delivers what is outstanding, and closes them, all at the same time. Blocks for at most the time given.
     *
     * @return how many records could not be delivered
     */
    public long close(Duration timeout) {
        long before = statistics.failed();
        List<Thread> closing = all.stream()
                .map(producer -> new Thread(() -> producer.close(timeout), "rafka-producer-close"))
                .toList();
        closing.forEach(Thread::start);
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (report != null) {
            report.close();
        }
        return outstanding() + statistics.failed() - before;
    }
}
