/** Integration tests: real brokers, real connections, and what a user of the gateway sees. */
@NullMarked
package io.rafka.it;

import org.jspecify.annotations.NullMarked;
