/**
 * What librdkafka's properties mean for Kafka's Java clients.
 *
 * <p>The decisions are one table, {@code librdkafka.tsv} beside this package in the resources;
 * {@link io.rafka.config.kafka.PropertyTable} reads it, {@link io.rafka.config.kafka.KafkaClientConfig} applies it. A
 * property that needs more than a row has its code in {@link io.rafka.config.kafka.ClientTuning} or
 * {@link io.rafka.config.kafka.SaslLogin}. Knows Kafka's property names, but neither its classes nor anything else of
 * rafka.
 */
@NullMarked
package io.rafka.config.kafka;

import org.jspecify.annotations.NullMarked;
