package io.rafka.command.topic;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.command.statistics.Statistics;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DEL and UNLINK: set the server's counters to 0 for the key {@code stats}, and delete topics where the server allows
 * it. If one of the keys is refused, nothing is done.
 */
final class DeleteCommand implements Command {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeleteCommand.class);

    private final KafkaLogins logins;
    private final Statistics statistics;
    private final ServerConfig config;

    DeleteCommand(KafkaLogins logins, Statistics statistics, ServerConfig config) {
        this.logins = logins;
        this.statistics = statistics;
        this.config = config;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        Keys.checkCount(session, request);
        List<String> topics = new ArrayList<>();
        boolean resets = false;
        for (int i = 0; i < request.arguments(); i++) {
            String topic = Keys.topic(request, i);
            if (topic != null) {
                topics.add(topic);
            }
            resets |= Keys.isStats(request, i);
        }
        if (!topics.isEmpty() && !config.get(ServerSettings.ALLOW_TOPIC_DELETION)) {
            throw new CommandException("ERR topics are not deleted here, allow-topic-deletion is no: '"
                    + RedisErrors.echo(Keys.PREFIX + topics.get(0)) + "'");
        }
        if (resets) {
            statistics.reset();
        }
        int others = resets ? 1 : 0;
        if (topics.isEmpty()) {
            reply.integer(others);
            return;
        }
        LOGGER.info("deleting topics session={} topics={}", session, topics);
        TopicListing.answer(
                session,
                logins.of(session.user()).records().delete(topics),
                (deleted, writer) -> writer.integer(others + deleted));
    }
}
