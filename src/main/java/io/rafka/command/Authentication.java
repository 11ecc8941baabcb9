package io.rafka.command;

import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.session.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Who may use the server: a Redis with the default user only, whose password is the setting {@code requirepass}.
 *
 * <p>A change of the password holds for who authenticates from then on. As in Redis, who has authenticated, or has
 * connected while there was no password, stays so.
 */
public final class Authentication {
    private static final String DEFAULT_USER = "default";

    private final ServerConfig config;

    /** @param config has the password */
    public Authentication(ServerConfig config) {
        this.config = config;
    }

    /** Begins a connection, or begins it again. */
    public void begin(Session session) {
        session.authenticated(!isRequired());
    }

    /** Whether there is a password. */
    public boolean isRequired() {
        return !config.get(ServerSettings.REQUIREPASS).isEmpty();
    }

    /** Whether the client may use the server now. */
    public boolean admits(Session session) {
        return session.isAuthenticated() || !isRequired();
    }

    /**
     * Lets the default user in. As in Redis, any password will do when none is needed.
     *
     * @throws CommandException if user or password are wrong; the session is then as it was
     */
    public void login(Session session, String user, byte[] password) throws CommandException {
        byte[] right = config.get(ServerSettings.REQUIREPASS).getBytes(StandardCharsets.UTF_8);
        // Takes the same time wherever the first wrong byte is, so that a client cannot find it out one by one.
        boolean isRight = right.length == 0 || MessageDigest.isEqual(password, right);
        if (!isRight || !user.equals(DEFAULT_USER)) {
            throw new CommandException("WRONGPASS invalid username-password pair or user is disabled.");
        }
        session.authenticated(true);
    }

    /**
     * The same, for a client that gives only a password.
     *
     * @throws CommandException also if there is none to give
     */
    public void login(Session session, byte[] password) throws CommandException {
        if (!isRequired()) {
            throw new CommandException("ERR AUTH <password> called without any password configured for the "
                    + "default user. Are you sure your configuration is correct?");
        }
        login(session, DEFAULT_USER, password);
    }
}
