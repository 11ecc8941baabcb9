package io.rafka.command;

import io.rafka.command.access.Guarded;
import io.rafka.command.access.RowKeys;
import io.rafka.command.table.CommandRow;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.List;

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

    /**
     * The keys and channels that a request is about, which the patterns of a user guard: by default the words where the
     * row says that keys are. Asked for before the command is executed, on the connection's event loop, unless the user
     * may do everything.
     *
     * @param request has the number of arguments that the table demands
     * @param row the command's own
     * @throws CommandException instead of a reply, if the request cannot be executed whoever asks
     */
    default List<Guarded> guarded(Session session, Request request, CommandRow row) throws CommandException {
        return RowKeys.of(row, request);
    }
}
