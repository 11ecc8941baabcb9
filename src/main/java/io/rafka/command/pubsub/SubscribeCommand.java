package io.rafka.command.pubsub;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.SubscribedNames;
import io.rafka.command.access.Guarded;
import io.rafka.command.table.CommandRow;
import io.rafka.config.server.Bounds;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Subscriptions;
import io.rafka.session.Subscriptions.Kind;
import java.util.List;

/**
 * {@code SUBSCRIBE channel ...} and its like: one reply for each channel.
 *
 * @see <a href="https://redis.io/docs/latest/commands/subscribe/">SUBSCRIBE</a>
 */
final class SubscribeCommand implements Command {
    private final String name;
    private final Kind kind;

    SubscribeCommand(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        Subscriptions subscriptions = session.subscriptions();
        List<byte[]> names = request.argumentsFrom(0);
        // All or none: a client that counts confirmations would wait for the rest.
        long most = session.config().get(Bounds.SUBSCRIPTION_MEMORY);
        if (!subscriptions.hasRoomFor(kind, names, most)) {
            throw new CommandException("ERR this connection's subscriptions would take more than " + most + " bytes");
        }
        for (byte[] added : names) {
            subscriptions.add(kind, added);
            Confirmation.write(reply, name, added, subscriptions.countWith(kind));
        }
    }

    @Override
    public List<Guarded> guarded(Session session, Request request, CommandRow row) {
        return SubscribedNames.of(kind, request.argumentsFrom(0));
    }
}
