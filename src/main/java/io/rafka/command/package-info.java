/**
 * The commands, and the way to them: {@link io.rafka.command.CommandDispatcher} finds a request's command in the
 * {@link io.rafka.command.CommandTable} and executes it. Each group of commands is a package below; they do not know
 * each other.
 */
@NullMarked
package io.rafka.command;

import org.jspecify.annotations.NullMarked;
