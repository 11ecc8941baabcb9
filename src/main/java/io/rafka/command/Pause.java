package io.rafka.command;

import io.rafka.command.table.CommandRow;
import io.rafka.command.table.CommandRow.Trait;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * CLIENT PAUSE: commands are held back until a time, and then executed. Costs one read while nothing is paused.
 *
 * <p>Threading: any thread; who waits is called by any thread.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-pause/">CLIENT PAUSE</a>
 */
public final class Pause {
    /** What is held back. */
    public enum Mode {
        NOTHING,
        /** Commands with Redis' flag {@code write}: those that produce, consume, acknowledge or delete. */
        WRITES,
        ALL
    }

    private final ScheduledExecutorService scheduler;
    private final ServerConfig config;
    /** One a client; those of clients that have gone stay too, until the pause is over. */
    private final Set<Runnable> waiting = new LinkedHashSet<>();

    private volatile Mode mode = Mode.NOTHING;
    private long until;
    private int begun;
    private boolean isClosed;
    private @Nullable ScheduledFuture<?> timer;

    /**
     * Nothing is paused.
     *
     * @param scheduler ends a pause whose time is over
     * @param config says how many may wait
     */
    public Pause(ScheduledExecutorService scheduler, ServerConfig config) {
        this.config = config;
        this.scheduler = scheduler;
    }

    /** Begins a pause, or prolongs the one there is; as in Redis, a second one never shortens the first. */
    public synchronized void begin(Mode newMode, long millis) {
        if (isClosed) {
            return;
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (mode == Mode.NOTHING || end - until > 0) {
            until = end;
        }
        if (mode != Mode.ALL) {
            mode = newMode;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        int current = ++begun;
        timer = scheduler.schedule(() -> timeOut(current), until - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** A timer that could not be cancelled any more must not end the pause that came after. */
    private void timeOut(int of) {
        List<Runnable> resumed;
        synchronized (this) {
            resumed = of == begun ? stop() : List.of();
        }
        resumed.forEach(Runnable::run);
    }

    /** Ends the pause, and lets there be no other: the server shuts down, and is to answer all. */
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        end();
    }

    /** Ends the pause, if there is one: what was held back goes on. */
    public void end() {
        // Not under the lock: who is resumed executes commands.
        stop().forEach(Runnable::run);
    }

    /** Nothing is paused any more. Returns who is to be resumed. */
    private synchronized List<Runnable> stop() {
        mode = Mode.NOTHING;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        List<Runnable> resumed = List.copyOf(waiting);
        waiting.clear();
        return resumed;
    }

    /** Whether the command is to be held back now. */
    boolean holds(CommandRow row) {
        Mode current = mode;
        return current != Mode.NOTHING
                && (current == Mode.ALL || row.hasFlag("write"))
                && !row.traits().contains(Trait.NEVER_PAUSED);
    }

    /**
     * Has a command that consumes wait for the end of the pause, if there is one.
     *
     * @param resume called once when it is over; must not throw
     * @return false if nothing is paused, or too many wait; then nobody is called
     */
    public boolean holdsWrites(Runnable resume) {
        return mode != Mode.NOTHING && await(resume);
    }

    /** The same, where it has been found out that there is a pause. */
    synchronized boolean await(Runnable resume) {
        if (mode == Mode.NOTHING || waiting.size() >= config.get(Bounds.PAUSED_COMMANDS)) {
            return false;
        }
        waiting.add(resume);
        return true;
    }

    /** Who waits is not to be called any more. */
    public synchronized void forget(Runnable resume) {
        waiting.remove(resume);
    }
}
