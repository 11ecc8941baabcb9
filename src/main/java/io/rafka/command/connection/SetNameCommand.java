package io.rafka.command.connection;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.access.Guarded;
import io.rafka.command.table.CommandRow;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.List;

/** {@code CLIENT SETNAME <name>}. */
final class SetNameCommand implements Command {
    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        ClientName.set(session, request.text(1), reply, ReplyWriter::ok);
    }

    @Override
    public List<Guarded> guarded(Session session, Request request, CommandRow row) {
        return ClientName.guarded(request.text(1));
    }
}
