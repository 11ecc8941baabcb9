package io.rafka.command.acl;

import io.rafka.command.Authentication;
import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.ConsumedNames;
import io.rafka.command.SubscribedNames;
import io.rafka.command.access.Rights;
import io.rafka.command.access.RuleException;
import io.rafka.command.access.User;
import io.rafka.command.access.Users;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.SessionConsumer;
import io.rafka.session.Sessions;
import io.rafka.session.Suspension;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subcommands of ACL that change users, or their file. What reads or writes the file has a thread for once. */
final class ChangeCommands {
    private static final Logger LOGGER = LoggerFactory.getLogger(ChangeCommands.class);
    /** What stands in a text for bytes that are not UTF-8. */
    private static final char MALFORMED = '\uFFFD';

    private static final String NO_FILE = "ERR This Redis instance is not configured to use an ACL file. You may want "
            + "to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis "
            + "configuration file set) in order to store users in the Redis configuration.";

    private final Users users;
    private final Authentication authentication;
    private final Sessions sessions;

    private ChangeCommands(Users users, Authentication authentication, Sessions sessions) {
        this.users = users;
        this.authentication = authentication;
        this.sessions = sessions;
    }

    static Map<String, Command> of(Users users, Authentication authentication, Sessions sessions) {
        ChangeCommands change = new ChangeCommands(users, authentication, sessions);
        return Map.of(
                "acl|setuser", change::set,
                "acl|deluser", change::delete,
                "acl|load", change::load,
                "acl|save", change::save);
    }

    private void set(Session session, Request request, ReplyWriter reply) throws CommandException {
        List<String> words = request.textsFrom(1);
        if (words.stream().anyMatch(word -> word.indexOf(MALFORMED) >= 0)) {
            // A password would be kept that no client can give.
            throw new CommandException("ERR names and rules of users must be text in UTF-8");
        }
        try {
            users.set(words.get(0), words.subList(1, words.size()));
        } catch (RuleException e) {
            throw new CommandException("ERR " + e.reason());
        }
        LOGGER.info("ACL SETUSER session={} user={}", session, User.shown(words.get(0)));
        disconnect(session, session.suspend(null), this::mayNotGoOn, ReplyWriter::ok);
    }

    /**
     * Whether it has what its user may not have any more: a consumer, as a command that waits would still be given a
     * record, and the partitions would stay with it; or, as in Redis, a subscription, each by itself.
     */
    private boolean mayNotGoOn(Session session) {
        User user = authentication.user(session);
        if (user == null) {
            // It has begun as the default user, who let everybody in then and does not now.
            return session.consumer() != null || session.isSubscribed();
        }
        if (user.rights().isUnlimited()) {
            return false;
        }
        Rights rights = user.rights();
        SessionConsumer consumer = session.consumer();
        return (consumer != null
                        && rights.denial(ConsumedNames.of(consumer.topics().all(), session.consumerName())) != null)
                || SubscribedNames.of(session).stream().anyMatch(name -> rights.denial(List.of(name)) != null);
    }

    private void delete(Session session, Request request, ReplyWriter reply) throws CommandException {
        List<User> removed;
        try {
            removed = users.remove(request.textsFrom(1));
        } catch (RuleException e) {
            throw new CommandException("ERR " + e.reason());
        }
        removed.forEach(user -> LOGGER.info("ACL DELUSER session={} user={}", session, User.shown(user.getName())));
        disconnect(session, session.suspend(null), isOf(removed), writer -> writer.integer(removed.size()));
    }

    private static Predicate<Session> isOf(List<User> users) {
        return session -> session.user() instanceof User user && users.contains(user);
    }

    /** Ends the connections that are meant; the one that asks has its reply first. */
    private void disconnect(
            Session asking, Suspension suspension, Predicate<Session> isMeant, Consumer<ReplyWriter> answer) {
        sessions.ask(other -> {
                    if (!isMeant.test(other)) {
                        return null;
                    }
                    if (other != asking) {
                        other.kill();
                    }
                    return other;
                })
                .whenComplete((ended, failure) -> suspension.complete(writer -> {
                    if (failure != null) {
                        LOGGER.error("connections could not be asked session={}", asking, failure);
                    }
                    answer.accept(writer);
                    if (isMeant.test(asking)) {
                        asking.closeAfterReplies();
                    }
                }));
    }

    private void load(Session session, Request request, ReplyWriter reply) throws CommandException {
        requireFile();
        Suspension suspension = session.suspend(null);
        withFile(suspension, () -> {
            try {
                List<User> gone = users.load();
                LOGGER.info("ACL LOAD session={} users={}", session, users.all().size());
                disconnect(session, suspension, isOf(gone).or(this::mayNotGoOn), ReplyWriter::ok);
            } catch (RuleException e) {
                LOGGER.warn("ACL LOAD failed session={} reason=\"{}\"", session, e.reason());
                suspension.complete(writer -> writer.error("ERR " + e.reason() + " WARNING: ACL errors detected, no "
                        + "change to the previously active ACL rules was performed"));
            }
        });
    }

    private void save(Session session, Request request, ReplyWriter reply) throws CommandException {
        requireFile();
        Suspension suspension = session.suspend(null);
        withFile(suspension, () -> {
            try {
                users.save();
                LOGGER.info("ACL SAVE session={}", session);
                suspension.complete(ReplyWriter::ok);
            } catch (IOException e) {
                LOGGER.error("ACL SAVE failed session={} aclfile={}", session, users.file(), e);
                suspension.complete(writer -> writer.error("ERR There was an error trying to save the ACLs. Please "
                        + "check the server logs for more information"));
            }
        });
    }

    private void requireFile() throws CommandException {
        if (users.file() == null) {
            throw new CommandException(NO_FILE);
        }
    }

    /** A disk may take its time, and an event loop has none. */
    private static void withFile(Suspension suspension, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOGGER.error("users could not be read or written", e);
                        suspension.complete(writer -> writer.error("ERR internal error, the server's log has it"));
                    }
                },
                "rafka-acl-file");
        thread.setDaemon(true);
        thread.start();
    }
}
