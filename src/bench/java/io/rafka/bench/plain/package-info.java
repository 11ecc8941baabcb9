/**
 * The same work without rafka: programs that use Kafka's Java clients as an application would, measured by themselves.
 * Each prints lines of a name and a number.
 */
@NullMarked
package io.rafka.bench.plain;

import org.jspecify.annotations.NullMarked;
