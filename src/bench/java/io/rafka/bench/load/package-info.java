/**
 * The load generator: many connections that speak RESP2 on one event loop, closed-loop or open-loop, and what it has
 * seen. Knows neither rafka nor Kafka.
 */
@NullMarked
package io.rafka.bench.load;

import org.jspecify.annotations.NullMarked;
