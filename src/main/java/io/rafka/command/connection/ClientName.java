package io.rafka.command.connection;

import io.rafka.command.CommandException;
import io.rafka.command.access.Guarded;
import io.rafka.config.server.Bounds;
import io.rafka.resp.ReplyWriter;
import io.rafka.session.ConsumerName;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The rules for naming a connection, by CLIENT SETNAME or HELLO SETNAME. */
final class ClientName {
    /** In milliseconds; all pauses together are twice as long. */
    private static final long LONGEST_PAUSE = 32;

    private ClientName() {}

    /**
     * Names the connection, and then has the reply written. A name with a colon identifies it as a consumer, for good;
     * any other is a label.
     */
    static void set(Session session, String name, ReplyWriter reply, Consumer<ReplyWriter> named)
            throws CommandException {
        checkLength(session, name.getBytes(StandardCharsets.UTF_8));
        checkLetters(name);
        ConsumerName current = session.consumerName();
        if (current != null && !current.id().equals(name)) {
            throw new CommandException("CONS Client ID is already set to " + current.id());
        }
        Optional<ConsumerName> consumer = ConsumerName.parse(name);
        if (consumer.isEmpty() && name.startsWith(":")) {
            throw new CommandException("CONS Client ID has no group.id before the colon: " + name);
        }
        if (consumer.isEmpty()) {
            session.label(name);
        } else if (current == null && !session.identify(consumer.get())) {
            Suspension suspension = session.suspend(null);
            tryAgain(session, consumer.get(), 1, suspension, named);
            return;
        }
        named.accept(reply);
    }

    /** A consumer's name is guarded by its group: nobody can take, or block, names of another one. A label is not. */
    static List<Guarded> guarded(String name) {
        return ConsumerName.parse(name)
                .map(consumer -> List.of(Guarded.group(consumer.groupId())))
                .orElse(List.of());
    }

    /**
     * A client that closes and connects again may be heard on its new connection before the end of the old one, which
     * another event loop reads: the name of a closed connection is free, so this is waited for.
     */
    private static void tryAgain(
            Session session, ConsumerName name, long pause, Suspension suspension, Consumer<ReplyWriter> named) {
        session.schedule(
                () -> {
                    if (session.identify(name)) {
                        suspension.complete(named);
                    } else if (pause < LONGEST_PAUSE) {
                        tryAgain(session, name, 2 * pause, suspension, named);
                    } else {
                        suspension.complete(reply -> reply.error("CONS id " + name + " is already taken"));
                    }
                },
                pause,
                TimeUnit.MILLISECONDS);
    }

    /** What is kept for as long as the connection lives must not be large. */
    static void checkLength(Session session, byte[] text) throws CommandException {
        long longest = session.config().get(Bounds.CLIENT_NAME_LEN);
        if (text.length > longest) {
            throw new CommandException("ERR names are of " + longest + " bytes at most, got " + text.length);
        }
    }

    /** Redis' rule: a name must not break the lines of CLIENT LIST. */
    private static void checkLetters(String text) throws CommandException {
        if (!isPrintable(text)) {
            throw new CommandException("ERR Client names cannot contain spaces, newlines or special characters.");
        }
    }

    /** Whether it has visible ASCII characters only. */
    static boolean isPrintable(String text) {
        return text.chars().allMatch(letter -> letter >= '!' && letter <= '~');
    }
}
