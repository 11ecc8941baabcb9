package io.rafka.command.acl;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.command.access.AccessLog;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.List;
import java.util.Locale;

/** {@code ACL LOG [count | RESET]}: what was refused, the newest first. */
final class LogCommand implements Command {
    private static final long DEFAULT_COUNT = 10;
    private static final double MILLIS = 1_000;

    private final AccessLog log;

    LogCommand(AccessLog log) {
        this.log = log;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        if (request.arguments() > 2) {
            throw RedisErrors.wrongSubcommandArguments("acl", request.text(0));
        }
        if (request.arguments() == 2 && request.is(1, "reset")) {
            log.reset();
            reply.ok();
            return;
        }
        long count = DEFAULT_COUNT;
        if (request.arguments() == 2) {
            count = RedisNumbers.parseLong(request.argument(1)).orElseThrow(RedisErrors::notAnInteger);
        }
        List<AccessLog.Entry> entries = log.newest(count);
        long now = System.currentTimeMillis();
        reply.array(entries.size());
        entries.forEach(entry -> write(entry, now, reply));
    }

    private static void write(AccessLog.Entry entry, long now, ReplyWriter reply) {
        reply.map(10);
        reply.bulk("count");
        reply.integer(entry.count());
        reply.bulk("reason");
        reply.bulk(entry.reason());
        reply.bulk("context");
        reply.bulk("toplevel");
        reply.bulk("object");
        reply.bulk(entry.object());
        reply.bulk("username");
        reply.bulk(entry.user());
        reply.bulk("age-seconds");
        reply.bulk(String.format(Locale.ROOT, "%.3f", (now - entry.updated()) / MILLIS));
        reply.bulk("client-info");
        reply.bulk(entry.client());
        reply.bulk("entry-id");
        reply.integer(entry.id());
        reply.bulk("timestamp-created");
        reply.integer(entry.created());
        reply.bulk("timestamp-last-updated");
        reply.integer(entry.updated());
    }
}
