package io.rafka.command;

import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;

/** What one command does. One object serves all connections, so it has no state of its own. */
@FunctionalInterface
public interface Command {
    /**
     * Executes the command on the connection's event loop: writes exactly one reply, or suspends the session and has
     * the reply written later. Must not block.
     *
     * @param request has the number of arguments that the table demands
     * @throws CommandException instead of a reply, before anything of one was written
     */
    void execute(Session session, Request request, ReplyWriter reply) throws CommandException;
}
