/**
 * The 2017 server's configuration: JSON objects of librdkafka properties, and what each means for Kafka's Java clients.
 *
 * <p>The mapping is one table, {@code librdkafka.tsv} beside this package in the resources;
 * {@link io.rafka.config.PropertyTable} reads it, {@link io.rafka.config.KafkaClientConfig} applies it. Knows Kafka's
 * property names, but neither its classes nor anything else of rafka.
 */
@NullMarked
package io.rafka.config;

import org.jspecify.annotations.NullMarked;
