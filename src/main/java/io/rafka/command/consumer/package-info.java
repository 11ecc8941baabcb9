/** Commands that consume: BLPOP, and RPUSH to acknowledge. */
@NullMarked
package io.rafka.command.consumer;

import org.jspecify.annotations.NullMarked;
