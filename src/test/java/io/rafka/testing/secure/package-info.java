/**
 * A broker as it is found in production: with TLS, client certificates, passwords and tokens, each on a listener of its
 * own, and whatever is needed to be let in or turned away there.
 */
@NullMarked
package io.rafka.testing.secure;

import org.jspecify.annotations.NullMarked;
