/**
 * rafka beside a real Redis: the same commands to both, and the replies compared. The scripts and the tables of known
 * differences are in {@code src/test/resources/compat}.
 */
@NullMarked
package io.rafka.compat;

import org.jspecify.annotations.NullMarked;
