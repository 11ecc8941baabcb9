package io.rafka.command.consumer;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.ConsumedNames;
import io.rafka.command.Pause;
import io.rafka.command.access.Guarded;
import io.rafka.command.table.CommandRow;
import io.rafka.config.ConfigException;
import io.rafka.config.ConfigFile;
import io.rafka.config.Property;
import io.rafka.config.kafka.ShownProperties;
import io.rafka.kafka.consumer.GroupMembers;
import io.rafka.kafka.consumer.JoinException;
import io.rafka.kafka.consumer.TopicSelection;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.ConsumerName;
import io.rafka.session.Session;
import io.rafka.session.SessionConsumer;
import io.rafka.session.Sessions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.PatternSyntaxException;

/**
 * {@code BLPOP topics:<t1>[,<t2>...][:<JSON>] [...] <seconds>}: the next record of the connection's consumer, which the
 * first such command creates.
 */
final class BlpopCommand implements Command {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_WAIT = TimeUnit.DAYS.toNanos(365);

    private final GroupMembers members;
    private final KafkaLogins logins;
    private final Sessions sessions;
    private final Pause pause;

    BlpopCommand(GroupMembers members, KafkaLogins logins, Sessions sessions, Pause pause) {
        this.logins = logins;
        this.pause = pause;
        this.members = members;
        this.sessions = sessions;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        long timeout = timeout(request);
        if (sessions.refusesConsumers()) {
            throw new CommandException(ConsumerCommands.SERVER_SHUTDOWN);
        }
        ConsumerName name = session.consumerName();
        if (name == null) {
            throw new CommandException("CONS Connection not ready. Identify yourself using `CLIENT SETNAME` first");
        }
        SessionConsumer consumer = session.consumer();
        // Nearly always the same command comes again, and has been understood already.
        if (consumer == null || !consumer.wasAskedBy(request)) {
            consumer = consumer(session, name, request);
        }
        sameLogin(session, consumer, name);
        if (!BlockingPop.popReady(consumer, reply)) {
            new BlockingPop(sessions, pause, session, name, consumer).pop(timeout, reply);
        }
    }

    /** Its topics, and the group that the connection is, or would be, a member of. */
    @Override
    public List<Guarded> guarded(Session session, Request request, CommandRow row) throws CommandException {
        return ConsumedNames.of(topics(keys(request)), session.consumerName());
    }

    private static List<ConsumerKey> keys(Request request) throws CommandException {
        List<ConsumerKey> keys = new ArrayList<>();
        for (int i = 0; i < request.arguments() - 1; i++) {
            keys.add(ConsumerKey.parse(request.text(i)));
        }
        return keys;
    }

    private SessionConsumer consumer(Session session, ConsumerName name, Request request) throws CommandException {
        List<ConsumerKey> keys = keys(request);
        SessionConsumer consumer = session.consumer();
        if (consumer == null) {
            consumer = register(session, name, keys);
        } else {
            sameTopics(consumer, name, keys);
        }
        consumer.askedBy(request);
        return consumer;
    }

    /** In nanoseconds; 0 is for ever. */
    private static long timeout(Request request) throws CommandException {
        byte[] last = request.argument(request.arguments() - 1);
        // What nearly all send.
        return last.length == 1 && last[0] == '0' ? 0 : timeout(request.text(request.arguments() - 1));
    }

    private static long timeout(String text) throws CommandException {
        OptionalDouble seconds = RedisNumbers.parseDouble(text);
        if (seconds.isEmpty()) {
            throw new CommandException("ERR timeout is not a float or out of range");
        }
        if (seconds.getAsDouble() < 0) {
            throw new CommandException("ERR timeout is negative");
        }
        if (Double.isInfinite(seconds.getAsDouble())) {
            throw new CommandException("ERR timeout is out of range");
        }
        // Rounded up, so that the shortest timeout does not become the longest.
        return Math.min((long) Math.ceil(seconds.getAsDouble() * NANOS), LONGEST_WAIT);
    }

    private SessionConsumer register(Session session, ConsumerName name, List<ConsumerKey> keys)
            throws CommandException {
        Map<String, Property> properties = new LinkedHashMap<>();
        for (ConsumerKey key : keys) {
            if (!key.json().isEmpty()) {
                properties(key.json()).forEach(property -> properties.put(property.name(), property));
            }
        }
        List<String> topics = topics(keys);
        String id = name.id() + "|" + String.join(",", topics);
        try {
            SessionConsumer consumer = new SessionConsumer(
                    members,
                    logins.of(session.user()).groups(),
                    session.id(),
                    name,
                    TopicSelection.of(topics),
                    List.copyOf(properties.values()));
            session.consumer(consumer);
            return consumer;
        } catch (JoinException e) {
            throw BlockingPop.notRegistered(id, name, String.valueOf(e.getMessage()));
        } catch (PatternSyntaxException e) {
            String reason = "invalid regular expression '" + e.getPattern() + "': " + e.getDescription();
            throw BlockingPop.notRegistered(id, name, reason);
        }
    }

    private static List<Property> properties(String json) throws CommandException {
        try {
            return ConfigFile.parseProperties(json);
        } catch (ConfigException e) {
            throw new CommandException(
                    "CONS Error parsing configuration from '" + ShownProperties.ofJson(json) + "'; " + e.getMessage());
        }
    }

    private static void sameTopics(SessionConsumer consumer, ConsumerName name, List<ConsumerKey> keys)
            throws CommandException {
        List<String> topics = topics(keys);
        if (!consumer.topics().isOf(topics)) {
            throw new CommandException("CONS Client '" + name + "' has Consumer '" + consumer.id()
                    + "' registered (new consID: '" + name + "|" + String.join(",", topics) + "')");
        }
    }

    /** What a consumer is given as one user is not for another that the connection has become since. */
    private void sameLogin(Session session, SessionConsumer consumer, ConsumerName name) throws CommandException {
        if (!consumer.login().equals(logins.of(session.user()).groups())) {
            throw new CommandException("CONS Client '" + name + "' has Consumer '" + consumer.id()
                    + "' registered, which has logged in to Kafka as another user");
        }
    }

    private static List<String> topics(List<ConsumerKey> keys) {
        return keys.stream().flatMap(key -> key.topics().stream()).distinct().toList();
    }
}
