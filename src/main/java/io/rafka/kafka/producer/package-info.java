/**
 * One Kafka producer for all connections, or for those of one user. Reading order:
 * {@link io.rafka.kafka.producer.Producers}, {@link io.rafka.kafka.producer.SharedProducer},
 * {@link io.rafka.kafka.producer.Outstanding}, {@link io.rafka.kafka.producer.Room},
 * {@link io.rafka.kafka.producer.TopicResolver}.
 *
 * <p>Nothing here blocks: what cannot be done now is said, and tried again by the caller when it is told.
 */
@NullMarked
package io.rafka.kafka.producer;

import org.jspecify.annotations.NullMarked;
