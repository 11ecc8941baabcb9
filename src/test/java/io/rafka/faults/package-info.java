/**
 * What goes wrong, on purpose: rafka as a process, in front of real brokers, while brokers die, networks are cut,
 * clients misbehave and groups change, and a journal of what clients were told, compared with what Kafka holds.
 *
 * <p>Each test records what it saw as a row of a {@code FaultReport}. With {@code -Drafka.faults=long} the tests take
 * their time ({@code ./faults}); docs/reliability.md has the results. Nothing here looks into rafka: what is asserted
 * is what clients, Kafka and the operating system see.
 */
@NullMarked
package io.rafka.faults;

import org.jspecify.annotations.NullMarked;
