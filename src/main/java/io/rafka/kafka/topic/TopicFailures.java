package io.rafka.kafka.topic;

import io.rafka.kafka.KafkaErrors;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failed question about topics means. */
final class TopicFailures {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicFailures.class);

    private TopicFailures() {}

    /**
     * Whether it says that there is no such topic. Null is no failure.
     *
     * @throws RuntimeException the failure's cause, if it says anything else
     */
    static boolean isUnknown(String topic, @Nullable Throwable failure) {
        if (failure == null) {
            return false;
        }
        Throwable cause = KafkaErrors.unwrap(failure);
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return true;
        }
        LOGGER.debug("topic cannot be described topic={}", topic, cause);
        complain(cause);
        throw cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    /** The operator must hear of it too; of hundreds of clients that ask, the first one in a while is enough. */
    static void complain(@Nullable Throwable failure) {
        if (failure != null) {
            LOGGER.warn(
                    KafkaErrors.SPARINGLY,
                    "Kafka does not answer about its topics reason=\"{}\"",
                    KafkaErrors.text(failure));
        }
    }
}
