package io.rafka.session;

import io.rafka.resp.ReplyWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command that cannot be answered yet. Until it is, the connection's further commands wait.
 *
 * <p>Threading: {@link #complete} from any thread, the rest on the event loop.
 */
public final class Suspension {
    private final CommandPipeline pipeline;
    private final @Nullable Runnable onCancel;
    private final @Nullable Consumer<ReplyWriter> timeOutReply;
    private @Nullable Runnable whenOver;
    private boolean over;

    Suspension(CommandPipeline pipeline, @Nullable Runnable onCancel, @Nullable Consumer<ReplyWriter> timeOutReply) {
        this.pipeline = pipeline;
        this.onCancel = onCancel;
        this.timeOutReply = timeOutReply;
    }

    /** Writes the command's reply, on the event loop, and lets the connection go on. Only the first call counts. */
    public void complete(Consumer<ReplyWriter> reply) {
        pipeline.connection().execute(() -> {
            if (!over) {
                over = true;
                pipeline.resume(this, reply);
            }
        });
    }

    /** Has something done once the command has been answered or cancelled. To be called once, before that. */
    public void whenOver(Runnable task) {
        whenOver = task;
    }

    /** Whether the command has been answered or cancelled. */
    public boolean isOver() {
        return over;
    }

    /** Whether the command waits because it is meant to, and could be made to answer that its time is over. */
    public boolean isBlocking() {
        return timeOutReply != null;
    }

    boolean isCancellable() {
        return onCancel != null;
    }

    /** Ends it from outside. The caller sees to the reply, and calls {@link #ended} then. */
    void cancel() {
        if (!over && onCancel != null) {
            over = true;
            onCancel.run();
        }
    }

    /** Ends a command that waits: with this error, or as if its time were over. */
    void unblock(@Nullable String error) {
        Consumer<ReplyWriter> reply = error == null ? timeOutReply : writer -> writer.error(error);
        if (!over && reply != null) {
            cancel();
            pipeline.resume(this, reply);
        }
    }

    /** The reply has been written, or there will be none. */
    void ended() {
        if (isBlocking()) {
            pipeline.session().unblocked();
        }
        if (whenOver != null) {
            whenOver.run();
        }
    }
}
