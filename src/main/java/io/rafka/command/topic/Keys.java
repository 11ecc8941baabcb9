package io.rafka.command.topic;

import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.config.server.Bounds;
import io.rafka.kafka.TopicNames;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import org.jspecify.annotations.Nullable;

/** What the keys of a request stand for. */
final class Keys {
    static final String PREFIX = "topics:";
    private static final String STATS = "stats";

    private Keys() {}

    /** Refuses a command of very many keys: each is a question to Kafka. */
    static void checkCount(Session session, Request request) throws CommandException {
        int most = session.config().get(Bounds.COMMAND_KEYS);
        if (request.arguments() > most) {
            throw RedisErrors.tooMany("keys", request.arguments(), most);
        }
    }

    /** Whether it is the key of the server's counters, a hash. */
    static boolean isStats(Request request, int argument) {
        return request.is(argument, STATS);
    }

    /**
     * The topic that the key stands for; null if it cannot be one, a topic with a record's key included. Kafka's own
     * topics are no keys: KEYS does not list them, and DEL must not reach them.
     */
    static @Nullable String topic(Request request, int argument) {
        String key = request.text(argument);
        if (!key.startsWith(PREFIX)) {
            return null;
        }
        String name = key.substring(PREFIX.length());
        return TopicNames.isLegal(name) && !TopicNames.isInternal(name) ? name : null;
    }
}
