/**
 * What the commands have done: counters of each, their errors, the slow ones. Written by the dispatcher, shown by INFO,
 * SLOWLOG, LATENCY and HGETALL stats. Not a group of commands; knows none.
 */
@NullMarked
package io.rafka.command.statistics;

import org.jspecify.annotations.NullMarked;
