package io.rafka.command.connection;

import io.rafka.command.CommandException;

/** Who may log in. No user is configured, so this is a Redis whose default user needs no password. */
final class Authentication {
    private static final String DEFAULT_USER = "default";

    private Authentication() {}

    /** Redis lets its default user in with any password when it needs none. */
    static void check(String user) throws CommandException {
        if (!user.equals(DEFAULT_USER)) {
            throw new CommandException("WRONGPASS invalid username-password pair or user is disabled.");
        }
    }
}
