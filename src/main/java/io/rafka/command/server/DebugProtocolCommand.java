package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.resp.RespVersion;
import io.rafka.session.Session;
import java.math.BigInteger;
import java.util.Locale;

/** {@code DEBUG PROTOCOL <type>}: a value of each type of RESP, for clients to try what they make of it. */
final class DebugProtocolCommand implements Command {
    private static final BigInteger BIG = new BigInteger("1234567999999999999999999999999999999");
    private static final int FEW = 3;

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        switch (request.text(1).toLowerCase(Locale.ROOT)) {
            case "string" -> reply.bulk("Hello World");
            case "integer" -> reply.integer(12_345);
            case "double" -> reply.decimal(3.141);
            case "null" -> reply.nullBulk();
            case "bignum" -> reply.bigNumber(BIG);
            case "verbatim" -> reply.verbatim("This is a verbatim\nstring");
            case "true" -> reply.bool(true);
            case "false" -> reply.bool(false);
            case "array" -> {
                reply.array(FEW);
                count(reply);
            }
            case "set" -> {
                reply.set(FEW);
                count(reply);
            }
            case "map" -> {
                reply.map(FEW);
                for (int i = 0; i < FEW; i++) {
                    reply.integer(i);
                    reply.bool(i == 1);
                }
            }
            case "attrib" -> attribute(reply);
            case "push" -> push(session, reply);
            default ->
                throw new CommandException("ERR Wrong protocol type name. Please use one of the following: "
                        + "string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false");
        }
    }

    private static void count(ReplyWriter reply) {
        for (int i = 0; i < FEW; i++) {
            reply.integer(i);
        }
    }

    private static void attribute(ReplyWriter reply) {
        if (reply.attribute(1)) {
            reply.bulk("key-popularity");
            reply.array(2);
            reply.bulk("key:123");
            reply.integer(90);
        }
        reply.bulk("Some real reply following the attribute");
    }

    private static void push(Session session, ReplyWriter reply) throws CommandException {
        if (session.version() == RespVersion.RESP2) {
            throw new CommandException("ERR RESP2 is not supported by this command");
        }
        reply.push(2);
        reply.bulk("server-cpu-usage");
        reply.integer(42);
        reply.bulk("Some real reply following the push reply");
    }
}
