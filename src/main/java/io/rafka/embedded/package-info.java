/**
 * The embedded Kafka node: one broker and its controller inside rafka's own JVM, on loopback only.
 *
 * <p>Here lives everything that touches the broker's internals (the packages {@code kafka.server} and
 * {@code org.apache.kafka.server}, {@code .metadata} and {@code .controller}); no other package may. Besides
 * {@code io.rafka.kafka} this is the only package that imports {@code org.apache.kafka}. What does not belong here: the
 * Redis protocol, topics, producers and consumers. They reach the embedded node as they reach any other cluster,
 * through its bootstrap address.
 */
@NullMarked
package io.rafka.embedded;

import org.jspecify.annotations.NullMarked;
