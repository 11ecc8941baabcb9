/**
 * A client's connection above the bytes: who it is, what it holds, and the order of its commands and replies.
 *
 * <p>Reading order: {@link io.rafka.session.CommandPipeline} (from bytes to commands and back),
 * {@link io.rafka.session.Session} (what is known about the client), {@link io.rafka.session.Suspension} (a command
 * that takes time). Everything here belongs to the connection's event loop, unless it says otherwise. What a command
 * does is not known here.
 */
@NullMarked
package io.rafka.session;

import org.jspecify.annotations.NullMarked;
