package io.rafka.command.connection;

import io.rafka.command.CommandException;
import io.rafka.session.ConsumerName;
import io.rafka.session.Session;
import java.util.Optional;

/** The rules for naming a connection, by CLIENT SETNAME or HELLO SETNAME. */
final class ClientName {
    private ClientName() {}

    /** Names the connection. A name with a colon identifies it as a consumer, for good; any other is a label. */
    static void set(Session session, String name) throws CommandException {
        checkLetters(name);
        ConsumerName current = session.consumerName();
        if (current != null) {
            if (!current.id().equals(name)) {
                throw new CommandException("CONS Client ID is already set to " + current.id());
            }
            return;
        }
        Optional<ConsumerName> consumer = ConsumerName.parse(name);
        if (consumer.isEmpty()) {
            if (name.startsWith(":")) {
                throw new CommandException("CONS Client ID has no group.id before the colon: " + name);
            }
            session.label(name);
        } else if (!session.identify(consumer.get())) {
            throw new CommandException("CONS id " + name + " is already taken");
        }
    }

    /** Redis' rule: a name must not break the lines of CLIENT LIST. */
    static void checkLetters(String text) throws CommandException {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                throw new CommandException("ERR Client names cannot contain spaces, newlines or special characters.");
            }
        }
    }
}
