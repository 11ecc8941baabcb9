package io.rafka.session;

/**
 * Whether a client gets replies.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-reply/">CLIENT REPLY</a>
 */
public enum ReplyMode {
    ON,
    OFF,
    /** Neither the command that asks for it nor the next one is answered. */
    SKIP,
    /** The next command is not answered, and those behind it are. */
    SKIP_NEXT;

    /** What holds after a command in this mode. */
    ReplyMode afterCommand() {
        return switch (this) {
            case ON, SKIP_NEXT -> ON;
            case OFF -> OFF;
            case SKIP -> SKIP_NEXT;
        };
    }
}
