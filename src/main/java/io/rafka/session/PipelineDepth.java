package io.rafka.session;

import java.util.function.Supplier;

/**
 * How many commands of one client have been executed whose replies the system has not taken:
 * {@code client-pipeline-depth}. Asked with each command, so it costs no more than a comparison. The connection's event
 * loop only.
 */
final class PipelineDepth {
    private final Supplier<Integer> setting;
    private int most = Integer.MAX_VALUE;
    private long executed;
    private long answered;
    /** When so many bytes have been taken, so many commands have been answered. One mark at a time is exact enough. */
    private long markBytes;

    private long markExecuted;
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
        executed++;
    }

    /** Whether further commands are to wait. */
    boolean isReached() {
        return executed - answered >= most;
    }

    /** Whether further ones are to wait, and this is the first to hear of it. */
    boolean isNewlyReached() {
        boolean isNew = isReached() && !told;
        told = isReached();
        return isNew;
    }

    /**
     * Replies have been written, or taken by the system.
     *
     * @param sent how many bytes have been written since the client connected
     * @param unread how many of them have not been taken; 0 only if there is nothing else to be written either
     */
    void note(long sent, long unread) {
        if (unread == 0) {
            answered = executed;
        } else if (sent - unread >= markBytes) {
            answered = markExecuted;
        } else {
            return;
        }
        markBytes = sent;
        markExecuted = executed;
        told = told && isReached();
    }
}
