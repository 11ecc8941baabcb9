package io.rafka.command.consumer;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.access.Access;
import io.rafka.command.access.Guarded;
import io.rafka.command.table.CommandRow;
import io.rafka.kafka.consumer.Acknowledgement;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.ConsumerName;
import io.rafka.session.Session;
import io.rafka.session.SessionConsumer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** {@code RPUSH acks <topic>:<partition>:<offset> [...]}: acknowledges records, all of them or none. */
final class RpushCommand implements Command {
    private static final String ACKS = "acks";

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        List<Acknowledgement> acknowledgements = acknowledgements(request);
        SessionConsumer consumer = session.consumer();
        if (consumer == null) {
            ConsumerName name = session.consumerName();
            throw new CommandException(
                    "CONS No consumer registered for Client " + (name == null ? session.address() : name.id()));
        }
        String refusal = consumer.member().acknowledge(acknowledgements);
        if (refusal != null) {
            throw new CommandException("CONS " + refusal);
        }
        reply.integer(acknowledgements.size());
    }

    /** The topics that are acknowledged, and the connection's group; the word {@code acks} is no key. */
    @Override
    public List<Guarded> guarded(Session session, Request request, CommandRow row) throws CommandException {
        List<Guarded> guarded = new ArrayList<>();
        for (Acknowledgement acknowledgement : acknowledgements(request)) {
            guarded.add(Guarded.topic(acknowledgement.topic(), Access.READ));
        }
        ConsumerName name = session.consumerName();
        if (name != null) {
            guarded.add(Guarded.group(name.groupId()));
        }
        return guarded;
    }

    private static List<Acknowledgement> acknowledgements(Request request) throws CommandException {
        if (!request.is(0, ACKS)) {
            throw new CommandException("CONS You can only RPUSH to the 'acks' key");
        }
        List<Acknowledgement> acknowledgements = new ArrayList<>(request.arguments() - 1);
        for (int i = 1; i < request.arguments(); i++) {
            acknowledgements.add(parse(request.text(i)));
        }
        return acknowledgements;
    }

    private static Acknowledgement parse(String text) throws CommandException {
        String[] parts = text.split(":", -1);
        if (parts.length != 3 || parts[0].isEmpty()) {
            throw unparsable(text);
        }
        OptionalLong partition = number(parts[1]);
        OptionalLong offset = number(parts[2]);
        boolean partitionFits =
                partition.isPresent() && partition.getAsLong() >= 0 && partition.getAsLong() <= Integer.MAX_VALUE;
        if (!partitionFits || offset.isEmpty() || offset.getAsLong() == Long.MAX_VALUE) {
            throw unparsable(text);
        }
        if (offset.getAsLong() < 0) {
            throw new CommandException("CONS offset cannot be negative, got " + offset.getAsLong());
        }
        return new Acknowledgement(parts[0], (int) partition.getAsLong(), offset.getAsLong());
    }

    private static OptionalLong number(String text) {
        return RedisNumbers.parseLong(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CommandException unparsable(String text) {
        return new CommandException("CONS Cannot parse ack: '" + text + "'");
    }
}
