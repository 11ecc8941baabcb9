package io.rafka.faults;

import java.io.IOException;
import java.util.List;

/** How a member of a group goes. */
enum Departure {
    /** It closes its connection. */
    CLOSE,
    /** Its machine is switched off. */
    RESET,
    /** It says so. */
    QUIT,
    /** It asks for a message, and does not wait for it. */
    CLOSE_WHILE_WAITING,
    /** It does nothing for longer than {@code max.poll.interval.ms}, and then goes on where it was. */
    FREEZE,
    /** It does nothing any more, and its connection stays. */
    FREEZE_FOR_GOOD;

    /**
     * Ends the connection in this way.
     *
     * @param frozen gets the connection, if it is to stay open
     */
    void end(RedisConnection connection, String key, List<RedisConnection> frozen) throws IOException {
        switch (this) {
            case CLOSE -> connection.close();
            case RESET -> connection.reset();
            case QUIT -> {
                Object reply = connection.call("QUIT");
                connection.close();
                if (!"OK".equals(reply)) {
                    throw new AssertionError("QUIT was answered " + reply);
                }
            }
            case CLOSE_WHILE_WAITING -> {
                connection.add("BLPOP", key, "0");
                connection.flush();
                connection.close();
            }
            case FREEZE, FREEZE_FOR_GOOD -> frozen.add(connection);
        }
    }
}
