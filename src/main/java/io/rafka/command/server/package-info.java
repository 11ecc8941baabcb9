/** Commands about the server: MONITOR, the statistics, INFO, COMMAND. */
@NullMarked
package io.rafka.command.server;

import org.jspecify.annotations.NullMarked;
