package io.rafka.command.topic;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.command.access.GlobPattern;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * {@code SCAN <cursor> [MATCH <glob>] [COUNT <n>] [TYPE <type>]}: pages over the topics.
 *
 * <p>The server keeps nothing between two pages: topics are ordered by a hash of their names, and the cursor is the
 * hash at which the next page begins. So every topic that exists all the time is returned, whatever comes and goes.
 */
final class ScanCommand implements Command {
    private static final int DEFAULT_COUNT = 10;

    private final KafkaLogins logins;

    ScanCommand(KafkaLogins logins) {
        this.logins = logins;
    }

    private record Page(long cursor, GlobPattern match, long count, boolean typed) {}

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        Page page = parse(request);
        TopicListing.answer(session, TopicListing.keys(logins, session), (keys, writer) -> write(page, keys, writer));
    }

    private static Page parse(Request request) throws CommandException {
        OptionalLong cursor = RedisNumbers.parseLong(request.argument(0));
        if (cursor.isEmpty() || cursor.getAsLong() < 0) {
            throw new CommandException("ERR invalid cursor");
        }
        GlobPattern match = new GlobPattern("*");
        long count = DEFAULT_COUNT;
        boolean typed = true;
        for (int i = 1; i < request.arguments(); i += 2) {
            if (i + 1 == request.arguments()) {
                throw RedisErrors.syntax();
            }
            if (request.is(i, "match")) {
                match = new GlobPattern(request.text(i + 1));
            } else if (request.is(i, "count")) {
                count = RedisNumbers.parseLong(request.argument(i + 1)).orElseThrow(RedisErrors::notAnInteger);
                if (count < 1) {
                    throw RedisErrors.syntax();
                }
            } else if (request.is(i, "type")) {
                typed = request.is(i + 1, KeyCommands.TYPE);
            } else {
                throw RedisErrors.syntax();
            }
        }
        return new Page(cursor.getAsLong(), match, count, typed);
    }

    private static void write(Page page, List<String> keys, ReplyWriter reply) {
        List<String> rest = keys.stream()
                .filter(key -> position(key) >= page.cursor())
                .sorted(Comparator.comparingLong(ScanCommand::position))
                .toList();
        int size = (int) Math.min(page.count(), rest.size());
        // Keys of one position stay on one page, because the cursor could not tell them apart.
        while (size > 0 && size < rest.size() && position(rest.get(size)) == position(rest.get(size - 1))) {
            size++;
        }
        reply.array(2);
        reply.bulk(size == rest.size() ? "0" : Long.toString(position(rest.get(size))));
        TopicListing.write(
                rest.subList(0, size).stream()
                        .filter(key -> page.typed() && page.match().matches(key))
                        .toList(),
                reply);
    }

    /** From 1: the cursor 0 means the beginning and the end. */
    private static long position(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() + 1;
    }
}
