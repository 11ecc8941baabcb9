package io.rafka.command.pubsub;

import io.rafka.command.Command;
import io.rafka.session.Subscriptions.Kind;
import java.util.Map;

/** The rows of this group. */
public final class PubSubCommands {
    private PubSubCommands() {}

    /** All commands that subscribe, by the names of their rows. */
    public static Map<String, Command> of() {
        return Map.of(
                "subscribe", new SubscribeCommand("subscribe", Kind.CHANNEL),
                "psubscribe", new SubscribeCommand("psubscribe", Kind.PATTERN),
                "ssubscribe", new SubscribeCommand("ssubscribe", Kind.SHARD_CHANNEL),
                "unsubscribe", new UnsubscribeCommand("unsubscribe", Kind.CHANNEL),
                "punsubscribe", new UnsubscribeCommand("punsubscribe", Kind.PATTERN),
                "sunsubscribe", new UnsubscribeCommand("sunsubscribe", Kind.SHARD_CHANNEL));
    }
}
