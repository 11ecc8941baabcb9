/**
 * Commands that subscribe. Nothing is published yet: they let clients in that open a connection for subscriptions
 * whether they use it or not.
 */
@NullMarked
package io.rafka.command.pubsub;

import org.jspecify.annotations.NullMarked;
