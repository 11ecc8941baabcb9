package io.rafka.command.producer;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.access.Access;
import io.rafka.command.access.Guarded;
import io.rafka.command.table.CommandRow;
import io.rafka.kafka.login.KafkaLogin;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.kafka.producer.Admission;
import io.rafka.kafka.producer.Outstanding;
import io.rafka.kafka.producer.RefusedRecordException;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.List;

/**
 * {@code RPUSHX topics:<topic>[:<key>] <message>}: {@code :1} when the record is in the producer's buffer.
 *
 * <p>Usually that is at once, on the event loop. If the topic is not known yet or the buffer is full, the connection is
 * held back, see {@link HeldBackRecord}.
 */
final class RpushxCommand implements Command {
    private final KafkaLogins logins;

    RpushxCommand(KafkaLogins logins) {
        this.logins = logins;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        checkCount(request);
        TopicKey key = TopicKey.parse(request.argument(0));
        byte[] value = request.argument(1);
        Outstanding outstanding = session.produces();
        KafkaLogin login = logins.of(session.user());
        try {
            Admission admission = login.producer()
                    .send(
                            key.topic(),
                            key.recordKey(),
                            value,
                            outstanding,
                            false,
                            session.activity().markedAt());
            if (admission == Admission.ACCEPTED) {
                reply.integer(1);
            } else {
                new HeldBackRecord(login, session, key, value, outstanding).hold(admission);
            }
        } catch (RefusedRecordException e) {
            throw new CommandException("PROD " + e.getMessage());
        }
    }

    private static void checkCount(Request request) throws CommandException {
        if (request.arguments() != 2) {
            throw new CommandException("PROD RPUSHX accepts 2 arguments, got " + request.arguments());
        }
    }

    @Override
    public List<Guarded> guarded(Session session, Request request, CommandRow row) throws CommandException {
        checkCount(request);
        return List.of(Guarded.topic(TopicKey.parse(request.argument(0)).topic(), Access.WRITE));
    }
}
