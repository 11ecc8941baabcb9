package io.rafka.command.topic;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.kafka.topic.TopicCatalog;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Commands that ask about one key or count keys: a topic is a list, the server's counters are a hash. */
final class KeyCommands {
    static final String TYPE = "list";

    private final KafkaLogins logins;

    private KeyCommands(KafkaLogins logins) {
        this.logins = logins;
    }

    static Map<String, Command> of(KafkaLogins logins) {
        KeyCommands keys = new KeyCommands(logins);
        return Map.of(
                "type", keys::type,
                "exists", keys::exists,
                "llen", keys::length,
                "dbsize", keys::size,
                "randomkey", keys::random,
                "object|encoding", KeyCommands::encoding);
    }

    private TopicCatalog catalog(Session session) {
        return logins.of(session.user()).catalog();
    }

    private void type(Session session, Request request, ReplyWriter reply) {
        String topic = Keys.topic(request, 0);
        if (topic == null) {
            reply.simple(Keys.isStats(request, 0) ? "hash" : "none");
            return;
        }
        TopicListing.answer(
                session,
                catalog(session).missing(List.of(topic)),
                (missing, writer) -> writer.simple(missing.isEmpty() ? TYPE : "none"));
    }

    /** A key that is named twice is counted twice, as in Redis. */
    private void exists(Session session, Request request, ReplyWriter reply) throws CommandException {
        Keys.checkCount(session, request);
        List<String> topics = new ArrayList<>();
        int others = 0;
        for (int i = 0; i < request.arguments(); i++) {
            String topic = Keys.topic(request, i);
            if (topic != null) {
                topics.add(topic);
            } else if (Keys.isStats(request, i)) {
                others++;
            }
        }
        int found = others;
        if (topics.isEmpty()) {
            reply.integer(found);
            return;
        }
        TopicListing.answer(session, catalog(session).missing(Set.copyOf(topics)), (list, writer) -> {
            Set<String> missing = new HashSet<>(list);
            long existing =
                    topics.stream().filter(topic -> !missing.contains(topic)).count();
            writer.integer(found + existing);
        });
    }

    private void length(Session session, Request request, ReplyWriter reply) throws CommandException {
        String topic = Keys.topic(request, 0);
        if (topic != null) {
            TopicListing.answer(
                    session,
                    logins.of(session.user()).records().count(topic),
                    (count, writer) -> writer.integer(count));
        } else if (Keys.isStats(request, 0)) {
            throw RedisErrors.wrongType();
        } else {
            reply.integer(0);
        }
    }

    private void size(Session session, Request request, ReplyWriter reply) {
        TopicListing.answer(session, catalog(session).names(), (names, writer) -> writer.integer(names.size()));
    }

    private void random(Session session, Request request, ReplyWriter reply) {
        TopicListing.answer(session, TopicListing.keys(logins, session), (keys, writer) -> {
            if (keys.isEmpty()) {
                writer.nullBulk();
            } else {
                writer.bulk(keys.get(ThreadLocalRandom.current().nextInt(keys.size())));
            }
        });
    }

    private static void encoding(Session session, Request request, ReplyWriter reply) throws CommandException {
        throw new CommandException("ERR OBJECT ENCODING is not supported, keys are topics of Kafka");
    }
}
