package io.rafka.command.access;

import io.rafka.command.statistics.DeniedAccess;

/**
 * Why a user may not have a command executed.
 *
 * @param reason what is not allowed
 * @param object its name: of the command, the key or the channel
 */
public record Denial(Reason reason, String object) {
    /** In Redis' order: of several selectors, the one that came furthest says why. */
    public enum Reason {
        COMMAND(DeniedAccess.COMMAND),
        KEY(DeniedAccess.KEY),
        CHANNEL(DeniedAccess.CHANNEL);

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** As ACL LOG has it: one of {@link DeniedAccess#REASONS}. */
        public String word() {
            return word;
        }

        /** Whether a command that is refused for this came further than for the other. */
        boolean isFurtherThan(Reason other) {
            return compareTo(other) > 0;
        }
    }

    /** What a client is answered, without its code: it has the name of what it asked for. */
    public String briefly(String user) {
        return switch (reason) {
            case COMMAND -> text(user);
            case KEY -> "No permissions to access a key";
            case CHANNEL -> "No permissions to access a channel";
        };
    }

    /** The same with all names, for who asks on behalf of the user. */
    public String text(String user) {
        return switch (reason) {
            case COMMAND -> "User " + user + " has no permissions to run the '" + object + "' command";
            case KEY -> "User " + user + " has no permissions to access the '" + object + "' key";
            case CHANNEL -> "User " + user + " has no permissions to access the '" + object + "' channel";
        };
    }
}
