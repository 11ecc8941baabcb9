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
    private boolean over;

    Suspension(CommandPipeline pipeline, @Nullable Runnable onCancel) {
        this.pipeline = pipeline;
        this.onCancel = onCancel;
    }

    /** Writes the command's reply, on the event loop, and lets the connection go on. Only the first call counts. */
    public void complete(Consumer<ReplyWriter> reply) {
        pipeline.onEventLoop(() -> {
            if (!over) {
                over = true;
                pipeline.resume(reply);
            }
        });
    }

    /** Whether the command has been answered or cancelled. */
    public boolean isOver() {
        return over;
    }

    boolean isCancellable() {
        return onCancel != null;
    }

    /** Ends it from outside. The caller sees to the reply. */
    void cancel() {
        if (!over && onCancel != null) {
            over = true;
            onCancel.run();
        }
    }
}
