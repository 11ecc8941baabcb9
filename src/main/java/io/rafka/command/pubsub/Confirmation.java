package io.rafka.command.pubsub;

import io.rafka.resp.ReplyWriter;
import org.jspecify.annotations.Nullable;

/** What a client is told for each channel that it names: in RESP3 a push, as messages are. */
final class Confirmation {
    private static final int ELEMENTS = 3;

    private Confirmation() {}

    /**
     * Tells it.
     *
     * @param channel null if there is none to tell of
     * @param left how many subscriptions the client has now
     */
    static void write(ReplyWriter reply, String command, byte @Nullable [] channel, int left) {
        reply.push(ELEMENTS);
        reply.bulk(command);
        if (channel == null) {
            reply.nullBulk();
        } else {
            reply.bulk(channel);
        }
        reply.integer(left);
    }
}
