/** The wire contract, byte for byte: scripts in {@code src/test/resources/protocol}, run against a real gateway. */
@NullMarked
package io.rafka.protocol;

import org.jspecify.annotations.NullMarked;
