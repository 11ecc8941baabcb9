/** The benchmark, one command: {@code ./rafka-bench}. docs/performance.md has its results. */
@NullMarked
package io.rafka.bench;

import org.jspecify.annotations.NullMarked;
