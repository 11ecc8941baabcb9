package io.rafka.command.pubsub;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Subscriptions;
import io.rafka.session.Subscriptions.Kind;

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
        for (int i = 0; i < request.arguments(); i++) {
            if (!subscriptions.add(kind, request.argument(i))) {
                throw new CommandException("ERR this connection's subscriptions take more than "
                        + Subscriptions.MOST_BYTES + " bytes, at argument " + (i + 1));
            }
            Confirmation.write(reply, name, request.argument(i), subscriptions.countWith(kind));
        }
    }
}
