/**
 * Micro benchmarks, by JMH: the parts of a command's way that need neither a socket nor Kafka, each measured alone. The
 * scenario {@code micro} runs all that are here.
 */
@NullMarked
package io.rafka.bench.micro;

import org.jspecify.annotations.NullMarked;
