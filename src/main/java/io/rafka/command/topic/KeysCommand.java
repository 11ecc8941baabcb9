package io.rafka.command.topic;

import io.rafka.command.Command;
import io.rafka.command.access.GlobPattern;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;

/** {@code KEYS topics:} lists all topics, {@code KEYS <glob>} those whose key {@code topics:<name>} matches. */
final class KeysCommand implements Command {
    private final KafkaLogins logins;

    KeysCommand(KafkaLogins logins) {
        this.logins = logins;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) {
        String pattern = request.text(0);
        GlobPattern glob = new GlobPattern(pattern.equals(Keys.PREFIX) ? "*" : pattern);
        TopicListing.answer(
                session,
                TopicListing.keys(logins, session),
                (keys, writer) ->
                        TopicListing.write(keys.stream().filter(glob::matches).toList(), writer));
    }
}
