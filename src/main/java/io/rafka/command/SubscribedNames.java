package io.rafka.command;

import io.rafka.command.access.Guarded;
import io.rafka.session.Session;
import io.rafka.session.Subscriptions;
import io.rafka.session.Subscriptions.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What who subscribes has to be allowed: the channels, and patterns of them to the letter. */
public final class SubscribedNames {
    private SubscribedNames() {}

    /** What patterns guard of these names. */
    public static List<Guarded> of(Kind kind, List<byte[]> names) {
        List<Guarded> guarded = new ArrayList<>();
        for (byte[] name : names) {
            String text = new String(name, StandardCharsets.UTF_8);
            guarded.add(kind == Kind.PATTERN ? Guarded.channelPattern(text) : Guarded.channel(text));
        }
        return guarded;
    }

    /** The same of all that a client has subscribed to. Its event loop only. */
    public static List<Guarded> of(Session session) {
        List<Guarded> guarded = new ArrayList<>();
        if (session.isSubscribed()) {
            Subscriptions subscriptions = session.subscriptions();
            for (Kind kind : Kind.values()) {
                guarded.addAll(of(kind, subscriptions.all(kind)));
            }
        }
        return guarded;
    }
}
