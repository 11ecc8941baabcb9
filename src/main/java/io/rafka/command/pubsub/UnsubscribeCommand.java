package io.rafka.command.pubsub;

import io.rafka.command.Command;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Subscriptions;
import io.rafka.session.Subscriptions.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code UNSUBSCRIBE [channel ...]} and its like: from all channels if none is named. One reply for each channel, also
 * for one that was not subscribed to; one without a channel if there is none to tell of.
 */
final class UnsubscribeCommand implements Command {
    private final String name;
    private final Kind kind;

    UnsubscribeCommand(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) {
        Subscriptions subscriptions = session.subscriptions();
        List<byte[]> channels = new ArrayList<>(request.argumentsFrom(0));
        if (channels.isEmpty()) {
            channels.addAll(subscriptions.all(kind));
        }
        for (byte[] channel : channels) {
            subscriptions.remove(kind, channel);
            Confirmation.write(reply, name, channel, subscriptions.countWith(kind));
        }
        if (channels.isEmpty()) {
            Confirmation.write(reply, name, null, subscriptions.countWith(kind));
        }
    }
}
