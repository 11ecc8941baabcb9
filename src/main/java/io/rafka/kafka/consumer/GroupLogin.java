package io.rafka.kafka.consumer;

import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.kafka.topic.GroupOffsets;
import io.rafka.kafka.topic.TopicCatalog;
import io.rafka.kafka.topic.TopicIds;

/**
 * What members of groups share that log in to Kafka as the same.
 *
 * @param config of their consumers
 * @param catalog asked whether subscribed topics exist
 * @param ids asked whether topics are still the same
 * @param offsets tells what members do not know themselves
 */
public record GroupLogin(KafkaClientConfig config, TopicCatalog catalog, TopicIds ids, GroupOffsets offsets) {
    /** Without the properties, some of which are secrets. */
    @Override
    public String toString() {
        return "login for members of groups";
    }
}
