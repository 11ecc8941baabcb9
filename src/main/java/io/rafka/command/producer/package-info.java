/** Commands that produce: RPUSHX, and DUMP to wait for what was produced. */
@NullMarked
package io.rafka.command.producer;

import org.jspecify.annotations.NullMarked;
