/**
 * The programs that are measured, each a process of its own: rafka as a user runs it, a Kafka broker, redis-server, the
 * plain Java clients and kcat; and what a process takes of the machine.
 */
@NullMarked
package io.rafka.bench.subject;

import org.jspecify.annotations.NullMarked;
