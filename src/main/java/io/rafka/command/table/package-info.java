/**
 * What is known about each command, without what it does: its row in its group's {@code commands.txt}.
 *
 * <p>Dispatch, arity errors, COMMAND, the HELP subcommands and docs/commands.md all follow these rows. Knows nothing of
 * ours.
 */
@NullMarked
package io.rafka.command.table;

import org.jspecify.annotations.NullMarked;
