package io.rafka.kafka;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Kafka's exceptions in librdkafka's words, which clients of the 2017 server know and some compare
 * ({@code rd_kafka_err2str}).
 */
public final class KafkaErrors {
    /** Marks lines of the log that hundreds of clients may cause at the same time: see io.rafka.log. */
    public static final Marker SPARINGLY = MarkerFactory.getMarker("SPARINGLY");
    /** A topic that does not exist and is not created, from the producer's side. */
    public static final String UNKNOWN_TOPIC = "Local: Unknown topic";
    /** A topic that does not exist, as the broker says it. */
    public static final String UNKNOWN_TOPIC_OR_PARTITION = "Broker: Unknown topic or partition";
    /** An empty or illegal topic name. */
    public static final String INVALID_ARGUMENT = "Local: Invalid argument or configuration";
    /** A record above {@code message.max.bytes}. */
    public static final String TOO_LARGE = "Broker: Message size too large";
    /** A record that its topic does not take, as one without a key where the log is compacted. */
    public static final String INVALID_RECORD = "Broker: Broker failed to validate record";
    /** The producer's buffer has no room. */
    public static final String QUEUE_FULL = "Local: Queue full";
    /** No answer from Kafka in time. */
    public static final String TIMED_OUT = "Local: Timed out";
    /** A record that Kafka did not acknowledge within {@code message.timeout.ms}. */
    public static final String MESSAGE_TIMED_OUT = "Local: Message timed out";
    /** An acknowledgement for a partition that the consumer does not hold now. */
    public static final String ERRONEOUS_STATE = "Local: Erroneous state";
    /** An acknowledgement for a topic that the consumer has not subscribed to. */
    public static final String UNKNOWN_PARTITION = "Local: Unknown partition";

    private static final String AUTHENTICATION_FAILURE = "Local: Authentication failure";
    private static final String SSL_ERROR = "Local: SSL error";

    /** By exact class first, then by the nearest superclass. */
    private static final Map<Class<? extends Throwable>, String> TEXTS = Map.ofEntries(
            Map.entry(BufferExhaustedException.class, QUEUE_FULL),
            Map.entry(RecordTooLargeException.class, TOO_LARGE),
            Map.entry(TimeoutException.class, TIMED_OUT),
            Map.entry(InvalidTopicException.class, INVALID_ARGUMENT),
            Map.entry(UnknownTopicOrPartitionException.class, UNKNOWN_TOPIC_OR_PARTITION),
            Map.entry(TopicAuthorizationException.class, "Broker: Topic authorization failed"),
            Map.entry(GroupAuthorizationException.class, "Broker: Group authorization failed"),
            Map.entry(ClusterAuthorizationException.class, "Broker: Cluster authorization failed"),
            Map.entry(SaslAuthenticationException.class, AUTHENTICATION_FAILURE),
            Map.entry(SslAuthenticationException.class, SSL_ERROR),
            Map.entry(NotEnoughReplicasException.class, "Broker: Not enough in-sync replicas"),
            Map.entry(NotLeaderOrFollowerException.class, "Broker: Not leader for partition"),
            Map.entry(InvalidSessionTimeoutException.class, "Broker: Invalid session timeout"),
            Map.entry(OffsetOutOfRangeException.class, "Broker: Offset out of range"),
            Map.entry(org.apache.kafka.common.errors.OffsetOutOfRangeException.class, "Broker: Offset out of range"),
            Map.entry(InvalidRecordException.class, INVALID_RECORD),
            Map.entry(NoOffsetForPartitionException.class, "Local: No offset stored"));

    private KafkaErrors() {}

    /** One line for a failure; never null, never empty. */
    public static String text(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause.getClass() == KafkaException.class && cause.getCause() instanceof ApiException reason) {
            // Kafka's producer in its error state: what has brought it there is what matters.
            cause = reason;
        }
        for (Class<?> type = cause.getClass(); type != null && type != Throwable.class; type = type.getSuperclass()) {
            String text = TEXTS.get(type);
            if (text != null) {
                return cause instanceof AuthenticationException ? text + ": " + HandshakeFailure.reason(cause) : text;
            }
        }
        String origin =
                cause instanceof ApiException && !(cause instanceof AuthorizationException) ? "Broker: " : "Local: ";
        String message = cause.getMessage();
        return origin
                + (message == null || message.isBlank()
                        ? words(cause.getClass().getSimpleName())
                        : message.strip().replaceAll("\\R+", " "));
    }

    /** The last cause that says something: of a login or of a constructor, it is the one that says what is wrong. */
    static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The failure itself, without what futures wrap around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String words(String className) {
        String name = className.replaceAll("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return name.isEmpty()
                ? "Unknown error"
                : name.substring(0, 1) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
