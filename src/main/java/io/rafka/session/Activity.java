package io.rafka.session;

import java.util.concurrent.TimeUnit;

/**
 * What a client has done and when. The time is asked for when something has come and when a command has ended, which is
 * when the next one begins. The connection's event loop only.
 */
public final class Activity {
    private static final String NONE = "NULL";

    private final long connectedAt = System.nanoTime();
    private long markedAt = connectedAt;
    private String command = NONE;
    private long commands;

    Activity() {}

    /** Something happens now; the time, by {@link System#nanoTime}. */
    public long mark() {
        markedAt = System.nanoTime();
        return markedAt;
    }

    /** The time of the last {@link #mark}: what is executed now began then. */
    public long markedAt() {
        return markedAt;
    }

    /** A command is executed. Returns when it began, by {@link System#nanoTime}. */
    public long begin(String fullName) {
        command = fullName;
        commands++;
        return markedAt;
    }

    /** A command that does not exist. */
    public void beginUnknown() {
        command = NONE;
    }

    /** The full name of the last command; {@code NULL}, as in Redis, if there was none or it does not exist. */
    public String command() {
        return command;
    }

    /** How many commands were executed. */
    public long commands() {
        return commands;
    }

    /** For how many seconds the client has been connected. */
    public long age() {
        return secondsSince(connectedAt);
    }

    /** For how many seconds it has not sent anything. */
    public long idle() {
        return secondsSince(markedAt);
    }

    private static long secondsSince(long time) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - time);
    }
}
