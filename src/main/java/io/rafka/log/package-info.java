/** What logging needs beyond its library. */
@NullMarked
package io.rafka.log;

import org.jspecify.annotations.NullMarked;
