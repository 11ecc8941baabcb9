/**
 * Kafka, as rafka's commands need it: {@link io.rafka.kafka.producer shared producers}, {@link io.rafka.kafka.consumer
 * group members}, {@link io.rafka.kafka.topic the topics}.
 *
 * <p>Together with the embedded broker the only packages that import {@code org.apache.kafka}; no Kafka type leaves
 * them. They know nothing of Redis, connections, or commands.
 */
@NullMarked
package io.rafka.kafka;

import org.jspecify.annotations.NullMarked;
