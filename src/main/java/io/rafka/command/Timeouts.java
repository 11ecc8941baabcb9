package io.rafka.command;

import io.rafka.resp.RedisNumbers;
import java.util.OptionalLong;

/** Times that clients give. */
public final class Timeouts {
    /** Redis takes more; nobody waits for so long, and nanoseconds of it are a long. */
    private static final long LONGEST_MILLIS = Integer.MAX_VALUE * 1_000L;

    private Timeouts() {}

    /**
     * A time in milliseconds, 0 or more.
     *
     * @throws CommandException in Redis' words, if it is none
     */
    public static long millis(byte[] argument) throws CommandException {
        OptionalLong millis = RedisNumbers.parseLong(argument);
        if (millis.isEmpty() || millis.getAsLong() > LONGEST_MILLIS) {
            throw new CommandException("ERR timeout is not an integer or out of range");
        }
        if (millis.getAsLong() < 0) {
            throw new CommandException("ERR timeout is negative");
        }
        return millis.getAsLong();
    }
}
