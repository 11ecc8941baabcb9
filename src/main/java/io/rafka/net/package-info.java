/**
 * Sockets: the listener, and the way from Netty's events to a {@link io.rafka.session.CommandPipeline}. Knows neither
 * commands nor Kafka, but the settings of connections.
 */
@NullMarked
package io.rafka.net;

import org.jspecify.annotations.NullMarked;
