package io.rafka.command.connection;

import io.rafka.command.ClientLine;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.command.access.Users;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Which connections CLIENT LIST and CLIENT KILL mean. Applied on each connection's event loop. */
final class ClientFilter {
    private Predicate<Session> condition = session -> true;
    private boolean skipsOwn = true;

    /** CLIENT LIST's options: {@code TYPE type} or {@code ID id [id ...]}. */
    static ClientFilter ofList(Request request) throws CommandException {
        ClientFilter filter = new ClientFilter();
        filter.skipsOwn = false;
        int options = request.arguments() - 1;
        if (options == 2 && request.is(1, "type")) {
            filter.add(type(request.text(2)));
        } else if (options >= 2 && request.is(1, "id")) {
            Set<Long> ids = new HashSet<>();
            for (int i = 2; i < request.arguments(); i++) {
                ids.add(RedisNumbers.parseLong(request.argument(i))
                        .orElseThrow(() -> new CommandException("ERR Invalid client ID")));
            }
            filter.add(session -> ids.contains(session.id()));
        } else if (options > 0) {
            throw RedisErrors.syntax();
        }
        return filter;
    }

    /** CLIENT KILL's new form: pairs of a filter and its value, of which all must hold. */
    static ClientFilter ofKill(Request request, Users users) throws CommandException {
        ClientFilter filter = new ClientFilter();
        for (int i = 1; i < request.arguments(); i += 2) {
            if (i + 1 == request.arguments()) {
                throw RedisErrors.syntax();
            }
            filter.addOption(request, i, users);
        }
        return filter;
    }

    private void addOption(Request request, int at, Users users) throws CommandException {
        String value = request.text(at + 1);
        switch (request.text(at).toLowerCase(Locale.ROOT)) {
            case "id" -> {
                long id = id(request, at + 1, "ERR client-id should be greater than 0");
                add(session -> session.id() == id);
            }
            case "type" -> add(type(value));
            case "user" -> {
                if (users.find(value) == null) {
                    throw new CommandException("ERR No such user '" + RedisErrors.echo(value) + "'");
                }
                add(session -> ClientLine.user(session).equals(value));
            }
            case "addr" -> add(session -> session.address().equals(value));
            case "laddr" -> add(session -> session.localAddress().equals(value));
            case "skipme" -> skipsOwn = yesNo(value);
            case "maxage" -> {
                OptionalLong seconds = RedisNumbers.parseLong(request.argument(at + 1));
                if (seconds.isEmpty() || seconds.getAsLong() <= 0) {
                    throw new CommandException(
                            seconds.isEmpty()
                                    ? "ERR maxage is not an integer or out of range"
                                    : "ERR maxage should be greater than 0");
                }
                add(session -> session.activity().age() >= seconds.getAsLong());
            }
            default -> throw RedisErrors.syntax();
        }
    }

    private static boolean yesNo(String value) throws CommandException {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw RedisErrors.syntax();
        };
    }

    private static long id(Request request, int at, String error) throws CommandException {
        OptionalLong id = RedisNumbers.parseLong(request.argument(at));
        if (id.isEmpty() || id.getAsLong() < 1) {
            throw new CommandException(error);
        }
        return id.getAsLong();
    }

    private static Predicate<Session> type(String name) throws CommandException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "normal" -> session -> !session.isSubscribed();
            case "pubsub" -> Session::isSubscribed;
            case "master", "replica", "slave" -> session -> false;
            default -> throw new CommandException("ERR Unknown client type '" + RedisErrors.echo(name) + "'");
        };
    }

    private void add(Predicate<Session> further) {
        condition = condition.and(further);
    }

    /** Whether the connection that asks is left out. */
    boolean skips(Session session, Session asking) {
        return skipsOwn && session == asking;
    }

    boolean matches(Session session) {
        return condition.test(session);
    }
}
