/**
 * What rafka counts, as meters of Micrometer and in Prometheus' formats. Reads the counters that are kept in any case;
 * nothing here is on the way of a command. Made when it is asked for the first time.
 */
@NullMarked
package io.rafka.metrics;

import org.jspecify.annotations.NullMarked;
