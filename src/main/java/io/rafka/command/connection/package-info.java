/**
 * Commands about the connection itself, as far as clients need them to connect: HELLO, CLIENT, PING, QUIT and so on.
 */
@NullMarked
package io.rafka.command.connection;

import org.jspecify.annotations.NullMarked;
