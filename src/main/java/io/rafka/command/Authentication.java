package io.rafka.command;

import io.rafka.command.access.Denial;
import io.rafka.command.access.Guarded;
import io.rafka.command.access.Rights;
import io.rafka.command.access.User;
import io.rafka.command.access.Users;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection is, and whether it may have a command executed.
 *
 * <p>A change of a password holds for who logs in from then on: as in Redis, who is logged in, or has connected while
 * the default user needed no password, stays so. A change of what a user may do holds at once.
 *
 * <p>Threading: the connection's event loop.
 */
public final class Authentication {
    private final Users users;

    /** @param users all there are */
    public Authentication(Users users) {
        this.users = users;
    }

    /** Begins a connection, or begins it again. */
    public void begin(Session session) {
        User user = users.defaultUser();
        session.user(user.rights().isOpen() ? user : null);
    }

    /** Who the client is; null if it has to log in first. */
    public @Nullable User user(Session session) {
        if (session.user() instanceof User user) {
            return user;
        }
        User user = users.defaultUser();
        return user.rights().isOpen() ? user : null;
    }

    /** Whether the client may use the server now. */
    public boolean admits(Session session) {
        return user(session) != null;
    }

    /**
     * Lets a user in. As in Redis, any password will do for one that needs none.
     *
     * @throws CommandException if user or password are wrong; the session is then as it was
     */
    public void login(Session session, String name, byte[] password) throws CommandException {
        User user = users.login(name, password);
        if (user == null) {
            throw new CommandException("WRONGPASS invalid username-password pair or user is disabled.");
        }
        session.user(user);
    }

    /**
     * The same, for a client that gives only a password.
     *
     * @throws CommandException also if there is none to give
     */
    public void login(Session session, byte[] password) throws CommandException {
        if (users.defaultUser().rights().isPasswordless()) {
            throw new CommandException("ERR AUTH <password> called without any password configured for the "
                    + "default user. Are you sure your configuration is correct?");
        }
        login(session, Users.DEFAULT, password);
    }

    /** Why a user may not have a command executed; null if he may. */
    @Nullable CommandException refusal(User user, Session session, CommandSpec spec, Request request) {
        if (user.rights().isUnlimited()) {
            return null;
        }
        try {
            Denial denial = denial(user, session, spec, request);
            return denial == null ? null : RedisErrors.notPermitted(denial.briefly(user.getName()));
        } catch (CommandException e) {
            return e;
        }
    }

    /**
     * The same with the reason, for a user that need not be the connection's.
     *
     * @throws CommandException if it could not be executed whoever asks
     */
    public @Nullable Denial denial(User user, Session session, CommandSpec spec, Request request)
            throws CommandException {
        Rights rights = user.rights();
        // As in Redis, what one logs in by is nobody's to forbid.
        if (rights.isUnlimited() || spec.row().hasFlag("no_auth")) {
            return null;
        }
        Command command = spec.command();
        // What patterns guard is nobody's business who may not have the command executed at all.
        List<Guarded> touched = command == null || !rights.mayRun(spec.number())
                ? List.of()
                : command.guarded(session, request, spec.row());
        return rights.denial(spec.number(), spec.name(), touched);
    }

    /**
     * Makes sure that the client may touch these, for a command that all may have executed.
     *
     * @throws CommandException if it may not
     */
    public void check(Session session, List<Guarded> touched) throws CommandException {
        User user = user(session);
        if (user == null) {
            throw RedisErrors.notAuthenticated();
        }
        Denial denial = user.rights().denial(touched);
        if (denial != null) {
            throw RedisErrors.notPermitted(denial.briefly(user.getName()));
        }
    }
}
