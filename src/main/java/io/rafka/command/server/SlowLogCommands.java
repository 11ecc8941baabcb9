package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.command.statistics.SlowLog;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The subcommands of SLOWLOG. */
final class SlowLogCommands {
    private static final long DEFAULT_COUNT = 10;
    private static final int ELEMENTS = 6;

    private SlowLogCommands() {}

    static Map<String, Command> of(SlowLog log) {
        return Map.of(
                "slowlog|get", (session, request, reply) -> get(log, request, reply),
                "slowlog|len", (session, request, reply) -> reply.integer(log.size()),
                "slowlog|reset",
                        (session, request, reply) -> {
                            log.reset();
                            reply.ok();
                        });
    }

    private static void get(SlowLog log, Request request, ReplyWriter reply) throws CommandException {
        if (request.arguments() > 2) {
            throw RedisErrors.wrongSubcommandArguments("slowlog", request.text(0));
        }
        long count = DEFAULT_COUNT;
        if (request.arguments() == 2) {
            OptionalLong wanted = RedisNumbers.parseLong(request.argument(1));
            if (wanted.isEmpty() || wanted.getAsLong() < -1) {
                throw new CommandException("ERR count should be greater than or equal to -1");
            }
            count = wanted.getAsLong();
        }
        List<SlowLog.Entry> entries = count == -1 ? log.all() : log.newest(count);
        reply.array(entries.size());
        entries.forEach(entry -> write(entry, reply));
    }

    private static void write(SlowLog.Entry entry, ReplyWriter reply) {
        reply.array(ELEMENTS);
        reply.integer(entry.id());
        reply.integer(entry.time());
        reply.integer(entry.micros());
        reply.array(entry.arguments().size());
        entry.arguments().forEach(reply::bulk);
        reply.bulk(entry.address());
        reply.bulk(entry.name());
    }
}
