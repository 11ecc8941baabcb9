package io.rafka.session;

import java.util.function.Supplier;

/**
 * How many commands of one client have been executed since its replies were last out: {@code client-pipeline-depth}.
 * Asked with each command, so it costs no more than a comparison. The connection's event loop only.
 */
final class PipelineDepth {
    private final Supplier<Integer> setting;
    private int most = Integer.MAX_VALUE;
    private int unanswered;
    private boolean told;

    /** @param setting 0 for any number; asked by {@link #follow} */
    PipelineDepth(Supplier<Integer> setting) {
        this.setting = setting;
    }

    /** Takes the setting of this moment. */
    void follow() {
        int given = setting.get();
        most = given > 0 ? given : Integer.MAX_VALUE;
    }

    /** A command has been executed. Its reply may come later. */
    void executed() {
        if (unanswered < most) {
            unanswered++;
        }
    }

    /** Whether further commands are to wait. */
    boolean isReached() {
        return unanswered >= most;
    }

    /** Whether further ones are to wait, and this is the first to hear of it. */
    boolean isNewlyReached() {
        boolean isNew = isReached() && !told;
        told = isReached();
        return isNew;
    }

    /** All replies are out. */
    void answered() {
        unanswered = 0;
        told = false;
    }
}
