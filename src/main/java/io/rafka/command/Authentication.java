package io.rafka.command;

import io.rafka.command.access.AccessLog;
import io.rafka.command.access.Denial;
import io.rafka.command.access.FailedLogins;
import io.rafka.command.access.Guarded;
import io.rafka.command.access.Rights;
import io.rafka.command.access.User;
import io.rafka.command.access.Users;
import io.rafka.command.statistics.DeniedAccess;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Who a connection is, and whether it may have a command executed.
 *
 * <p>A change of a password holds for who logs in from then on: as in Redis, who is logged in, or has connected while
 * the default user needed no password, stays so. A change of what a user may do holds at once.
 *
 * <p>Threading: the connection's event loop.
 */
public final class Authentication {
    private static final Logger LOGGER = LoggerFactory.getLogger(Authentication.class);
    /** Somebody may try many passwords: see io.rafka.log. */
    private static final Marker SPARINGLY = MarkerFactory.getMarker("SPARINGLY");

    private static final String WRONG = "WRONGPASS invalid username-password pair or user is disabled.";

    private final Users users;
    private final AccessLog log;
    private final FailedLogins failed = new FailedLogins();

    /**
     * Of these users.
     *
     * @param log is told of who was refused
     */
    public Authentication(Users users, AccessLog log) {
        this.users = users;
        this.log = log;
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
     * @return whether user and password were right. If not, the session is as it was, it is suspended, and will be
     *     answered with an error: nothing may be written for the command
     */
    public boolean login(Session session, String name, byte[] password) {
        User user = users.login(name, password);
        if (user == null) {
            refuse(session, name);
            return false;
        }
        session.user(user);
        return true;
    }

    /** Answers with an error, after a while. Who does not wait for it has nothing more executed. */
    private void refuse(Session session, String name) {
        LOGGER.warn(SPARINGLY, "login failed session={} user={}", session, User.shown(name));
        log(session, DeniedAccess.AUTH, session.activity().command(), name);
        long delay = failed.delay(session.address(), System.nanoTime());
        // Otherwise many passwords could be tried at once, with what a right one allows behind them.
        Suspension suspension = session.block(session::kill, reply -> reply.error(WRONG));
        session.schedule(() -> suspension.complete(reply -> reply.error(WRONG)), delay, TimeUnit.MILLISECONDS);
    }

    private void log(Session session, String reason, String object, String user) {
        log.add(reason, object, user, ClientLine.of(session).strip(), System.currentTimeMillis());
    }

    /**
     * The same, for a client that gives only a password.
     *
     * @throws CommandException if there is none to give
     */
    public boolean login(Session session, byte[] password) throws CommandException {
        if (users.defaultUser().rights().isPasswordless()) {
            throw new CommandException("ERR AUTH <password> called without any password configured for the "
                    + "default user. Are you sure your configuration is correct?");
        }
        return login(session, Users.DEFAULT, password);
    }

    /** Why a user may not have a command executed; null if he may. */
    @Nullable CommandException refusal(User user, Session session, CommandSpec spec, Request request) {
        try {
            Denial denial = denial(user, session, spec, request);
            return denial == null ? null : refused(session, user, denial);
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
            throw refused(session, user, denial);
        }
    }

    private CommandException refused(Session session, User user, Denial denial) {
        log(session, denial.reason().word(), denial.object(), user.getName());
        return RedisErrors.notPermitted(denial.briefly(user.getName()));
    }
}
