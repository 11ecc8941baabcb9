/**
 * The clients of Kafka by who they log in to the brokers as: {@link io.rafka.kafka.login.KafkaLogins} has those of
 * rafka itself, and those of each user whom {@code kafka-user} gives credentials of his own, so that Kafka's ACLs hold
 * for him.
 *
 * <p>What the clients do is in the packages beside this one, which do not know whose they are.
 */
@NullMarked
package io.rafka.kafka.login;

import org.jspecify.annotations.NullMarked;
