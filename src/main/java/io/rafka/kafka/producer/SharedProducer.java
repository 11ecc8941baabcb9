package io.rafka.kafka.producer;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.ClientFigure;
import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.KafkaProperties;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka producer for all connections that log in to Kafka as the same: idempotent and with acks=all, unless the
 * configuration says otherwise.
 *
 * <p>With {@code max.block.ms=0}, Kafka's producer never waits: a topic without metadata and a full buffer are failures
 * at once, in which nothing was sent. {@link #send} tells them apart from final ones, and the caller tries again when
 * there is hope. That is what lets an event loop call it.
 *
 * <p>Order: the records that one thread sends to a partition stay in order, retries included (idempotence).
 *
 * <p>Threading: any thread.
 */
public final class SharedProducer {
    private static final AtomicIntegerFieldUpdater<Delivery> SETTLED =
            AtomicIntegerFieldUpdater.newUpdater(Delivery.class, "settled");

    private final @Nullable String user;
    private final KafkaProducer<byte[], byte[]> kafka;
    private final SenderWatch watch;
    private final Room room;
    private final Metric free;
    private final Metric whole;
    private final long largest;
    private final KnownTopics topics;
    private final TopicRules rules;
    private final ProducerStatistics statistics;
    private final FailureLog failures;
    private final String acks;

    /**
     * Makes the producer; connects later.
     *
     * @param user who logs in to Kafka as himself; null for rafka
     * @param statistics counts what it does
     * @param failures tells of what it could not deliver
     * @throws KafkaException if a property has a bad value or no bootstrap server resolves
     */
    SharedProducer(
            @Nullable String user,
            ClientProperties properties,
            ServerConfig config,
            ProducerStatistics statistics,
            FailureLog failures,
            Consumer<String> onFatalFault) {
        this.user = user;
        this.statistics = statistics;
        this.failures = failures;
        largest = properties.rafkaNumber("message.max.bytes");
        Set<Thread> senders = SenderWatch.senders();
        kafka = new KafkaProducer<>(
                KafkaProperties.of(properties), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            watch = SenderWatch.begin(senders, onFatalFault);
        } catch (RuntimeException | Error e) {
            // There is no thread for it.
            kafka.close(Duration.ZERO);
            throw e;
        }
        long batch = properties.kafkaNumber("batch.size");
        free = metric(kafka, "buffer-available-bytes");
        whole = metric(kafka, "buffer-total-bytes");
        room = new Room(properties.rafkaNumber("queue.buffering.max.messages"), () -> value(free) / Math.max(1, batch));
        topics = new KnownTopics(kafka, properties, config);
        rules = new TopicRules(config);
        acks = properties.kafka().getOrDefault("acks", "all");
    }

    private static Metric metric(KafkaProducer<?, ?> kafka, String name) {
        return kafka.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static long value(Metric metric) {
        return ((Number) metric.metricValue()).longValue();
    }

    /** Who logs in to Kafka as himself; null for rafka. */
    @Nullable String user() {
        return user;
    }

    /** What Kafka's producer says of itself now. */
    List<ClientFigure> figures() {
        return ClientFigure.of(kafka.metrics());
    }

    /**
     * Gives a record to the producer. Never blocks.
     *
     * @param topic a legal name
     * @param key null for a record without one
     * @param outstanding of the connection
     * @param inTurn whether the caller has waited for room, and been called
     * @param now the time, by {@link System#nanoTime}; may be some milliseconds ago
     * @throws RefusedRecordException if the record cannot be accepted, now or later; or if the connection has not been
     *     told yet of an earlier record of the topic, which was accepted and has failed since
     */
    public Admission send(
            String topic, byte @Nullable [] key, byte[] value, Outstanding outstanding, boolean inTurn, long now)
            throws RefusedRecordException {
        long size = size(key, value.length);
        if (size > largest) {
            throw new RefusedRecordException(KafkaErrors.TOO_LARGE);
        }
        if (rules.check(topic, key, value) == Admission.UNRESOLVED_TOPIC) {
            return Admission.UNRESOLVED_TOPIC;
        }
        String untold = outstanding.takeUntold(topic);
        if (untold != null) {
            throw new RefusedRecordException(untold);
        }
        int partition = topics.choose(topic, key, now);
        if (partition == KnownTopics.UNKNOWN) {
            return Admission.UNRESOLVED_TOPIC;
        }
        Admission ownBound = outstanding.admits(size);
        if (ownBound != Admission.ACCEPTED) {
            return ownBound;
        }
        if (!(inTurn ? room.enterInTurn() : room.enter())) {
            return Admission.NO_ROOM;
        }
        outstanding.accepted(size);
        Delivery delivery = new Delivery(topic, key, value.length, outstanding, now);
        try {
            kafka.send(new ProducerRecord<>(topic, partition, key, value), delivery);
        } catch (RuntimeException e) {
            delivery.onCompletion(null, e);
        }
        Admission admission = delivery.admission();
        if (admission == Admission.UNRESOLVED_TOPIC) {
            topics.forget(topic);
        }
        return admission;
    }

    private static long size(byte @Nullable [] key, int value) {
        return value + (key == null ? 0L : key.length);
    }

    /** Whether Kafka's producer knows the topic now; if not, it asks the brokers from here on. Never blocks. */
    boolean learn(String topic) throws RefusedRecordException {
        return topics.learn(topic);
    }

    /** What each topic takes. */
    TopicRules rules() {
        return rules;
    }

    /** Where to wait when there is no room. */
    public Room room() {
        return room;
    }

    /** How many records of all connections are outstanding. */
    public long outstanding() {
        return room.used();
    }

    /**
     * How many bytes of {@code queue.buffering.max.kbytes} those take. A batch has its whole size from its first record
     * on.
     */
    long outstandingBytes() {
        return Math.max(0, value(whole) - value(free));
    }

    /** How many of the brokers that are in sync have an acknowledged record for certain. */
    public int acknowledging(int inSync) {
        return switch (acks) {
            case "0" -> 0;
            case "1" -> Math.min(1, inSync);
            default -> inSync;
        };
    }

    /** What it counts, together with all others. */
    public ProducerStatistics statistics() {
        return statistics;
    }

    /** Delivers what is outstanding, and closes. Blocks for at most the time given. */
    void close(Duration timeout) {
        watch.close();
        kafka.close(timeout);
    }

    /** Follows one record. */
    private final class Delivery implements Callback {
        private final String topic;
        private final byte @Nullable [] key;
        private final int size;
        private final Outstanding outstanding;
        private final long acceptedAt;
        private final Thread sender = Thread.currentThread();
        private boolean returned;
        private @Nullable Exception refusal;
        /** 1 when it is known what has become of the record. */
        @SuppressWarnings("unused") // by SETTLED
        private volatile int settled;

        /** @param acceptedAt by {@link System#nanoTime} */
        Delivery(String topic, byte @Nullable [] key, int size, Outstanding outstanding, long acceptedAt) {
            this.acceptedAt = acceptedAt;
            this.topic = topic;
            this.key = key;
            this.size = size;
            this.outstanding = outstanding;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            // On the sending thread, before send() has returned: the record was not taken into the buffer.
            if (failure != null && Thread.currentThread() == sender && !returned) {
                refusal = failure;
                return;
            }
            if (!settle()) {
                return;
            }
            room.leave();
            if (failure == null) {
                statistics.countDelivered(System.nanoTime() - acceptedAt);
                outstanding.settled(size(key, size));
            } else {
                DeliveryFailure kind = new DeliveryFailure(topic, reason(failure));
                statistics.countFailed(kind);
                failures.failed(kind, key, size, outstanding.connection());
                outstanding.failed(kind, size(key, size));
                if (failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException) {
                    // The topic's rules have become others: the next record asks.
                    topics.forget(topic);
                }
            }
        }

        /**
         * Whether this is the first to know. Kafka's producer, in its error state, throws out of send() also when the
         * record is in its buffer already, and completes it later.
         */
        private boolean settle() {
            return SETTLED.compareAndSet(this, 0, 1);
        }

        private static String reason(Exception failure) {
            return failure instanceof TimeoutException ? KafkaErrors.MESSAGE_TIMED_OUT : KafkaErrors.text(failure);
        }

        /** To be called once, by the sending thread, after send(). */
        Admission admission() throws RefusedRecordException {
            returned = true;
            if (refusal == null) {
                statistics.countAccepted();
                outstanding.note(topic);
                return Admission.ACCEPTED;
            }
            if (settle()) {
                room.giveBack();
                outstanding.settled(size(key, size));
            }
            if (refusal instanceof BufferExhaustedException) {
                return Admission.NO_ROOM;
            }
            if (refusal instanceof TimeoutException || refusal instanceof UnknownTopicOrPartitionException) {
                return Admission.UNRESOLVED_TOPIC;
            }
            throw new RefusedRecordException(KafkaErrors.text(refusal));
        }
    }
}
