package io.rafka.session;

import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;

/** What a pipeline hands its requests to, one at a time. */
public interface CommandExecutor {
    /**
     * Executes a request: writes exactly one reply, or {@link Session#suspend suspends} the session and has it written
     * later. Must not block.
     */
    void execute(Session session, Request request, ReplyWriter reply);

    /** Whether the client may send commands of any size. */
    default boolean trusts(Session session) {
        return true;
    }
}
