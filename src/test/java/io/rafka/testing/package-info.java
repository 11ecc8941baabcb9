/** What the tests share: a running gateway, raw connections, and real brokers. */
@NullMarked
package io.rafka.testing;

import org.jspecify.annotations.NullMarked;
