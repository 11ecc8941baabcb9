/**
 * Members of consumer groups, one for each consuming connection. Reading order:
 * {@link io.rafka.kafka.consumer.GroupMember} (what a connection calls), {@link io.rafka.kafka.consumer.Assignment}
 * (what both sides share), {@link io.rafka.kafka.consumer.PollLoop} (the thread that talks to Kafka).
 */
@NullMarked
package io.rafka.kafka.consumer;

import org.jspecify.annotations.NullMarked;
