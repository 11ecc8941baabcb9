/**
 * What is measured: each scenario runs the programs side by side, in turn, as often as it is asked to, and tells its
 * {@link io.rafka.bench.scenario.Results} what it has seen. Adding one is a new class and a line in
 * {@link io.rafka.bench.scenario.Scenarios}.
 */
@NullMarked
package io.rafka.bench.scenario;

import org.jspecify.annotations.NullMarked;
