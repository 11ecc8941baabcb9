package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.command.access.GlobPattern;
import io.rafka.command.table.CommandRow;
import io.rafka.command.table.CommandRows;
import io.rafka.command.table.KeyPositions;
import io.rafka.config.server.Bounds;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * COMMAND and its subcommands: the rows of the table, as clients ask for them.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command/">COMMAND</a>
 */
final class CommandCommands {
    private final Map<String, CommandRow> rows = new LinkedHashMap<>();
    private final List<CommandRow> commands;
    private final Map<String, List<CommandRow>> subcommands;
    private final CommandDocs docs;
    private final CommandInfo info;

    private CommandCommands(List<CommandRow> rows) {
        rows.forEach(row -> this.rows.put(row.name(), row));
        commands = rows.stream().filter(row -> !row.isSubcommand()).toList();
        subcommands = CommandRows.subcommands(rows);
        docs = new CommandDocs(subcommands);
        info = new CommandInfo(subcommands);
    }

    static Map<String, Command> of(List<CommandRow> rows) {
        CommandCommands commands = new CommandCommands(rows);
        return Map.of(
                "command", (session, request, reply) -> commands.describe(commands.commands, reply),
                "command|info", commands::info,
                "command|docs", commands::docs,
                "command|count", (session, request, reply) -> reply.integer(commands.commands.size()),
                "command|list", commands::list,
                "command|getkeys", commands::getKeys);
    }

    private void describe(List<CommandRow> described, ReplyWriter reply) {
        reply.array(described.size());
        described.forEach(row -> info.write(row, reply));
    }

    private void info(Session session, Request request, ReplyWriter reply) throws CommandException {
        if (request.arguments() == 1) {
            describe(commands, reply);
            return;
        }
        checkNames(session, request);
        reply.array(request.arguments() - 1);
        for (int i = 1; i < request.arguments(); i++) {
            CommandRow row = find(request, i);
            if (row == null) {
                reply.nullBulk();
            } else {
                info.write(row, reply);
            }
        }
    }

    private void docs(Session session, Request request, ReplyWriter reply) throws CommandException {
        checkNames(session, request);
        List<CommandRow> wanted = new ArrayList<>();
        for (int i = 1; i < request.arguments(); i++) {
            CommandRow row = find(request, i);
            if (row != null) {
                wanted.add(row);
            }
        }
        docs.write(request.arguments() == 1 ? commands : wanted, reply);
    }

    /** A short name may stand for a long reply. */
    private static void checkNames(Session session, Request request) throws CommandException {
        int names = request.arguments() - 1;
        int most = session.config().get(Bounds.COMMAND_KEYS);
        if (names > most) {
            throw RedisErrors.tooMany("names of commands", names, most);
        }
    }

    private @Nullable CommandRow find(Request request, int argument) {
        return rows.get(request.text(argument).toLowerCase(Locale.ROOT));
    }

    private void list(Session session, Request request, ReplyWriter reply) throws CommandException {
        Predicate<CommandRow> filter = row -> true;
        if (request.arguments() == 4 && request.is(1, "filterby")) {
            String value = request.text(3);
            if (request.is(2, "aclcat")) {
                filter = row -> row.categories().contains(value.toLowerCase(Locale.ROOT));
            } else if (request.is(2, "pattern")) {
                GlobPattern pattern = new GlobPattern(value.toLowerCase(Locale.ROOT));
                filter = row -> pattern.matches(row.name());
            } else if (request.is(2, "module")) {
                filter = row -> false;
            } else {
                throw RedisErrors.syntax();
            }
        } else if (request.arguments() > 1) {
            throw RedisErrors.syntax();
        }
        List<String> names =
                rows.values().stream().filter(filter).map(CommandRow::name).toList();
        reply.array(names.size());
        names.forEach(reply::bulk);
    }

    private void getKeys(Session session, Request request, ReplyWriter reply) throws CommandException {
        CommandRow row = find(request, 1);
        if (row != null && subcommands.containsKey(row.name())) {
            String subcommand = request.arguments() > 2 ? request.text(2).toLowerCase(Locale.ROOT) : "";
            row = rows.get(row.name() + "|" + subcommand);
        }
        if (row == null) {
            throw new CommandException("ERR Invalid command specified");
        }
        int words = request.arguments() - 1;
        if (!row.accepts(words)) {
            throw new CommandException("ERR Invalid number of arguments specified for command");
        }
        KeyPositions keys = row.keys();
        // An arity that the command checks itself may leave less than its keys need.
        if (keys.first() == 0 || keys.first() >= words || keys.areNotKeys()) {
            throw new CommandException("ERR The command has no key arguments");
        }
        int[] positions = IntStream.iterate(keys.first(), at -> at <= keys.lastOf(words), at -> at + keys.step())
                .toArray();
        reply.array(positions.length);
        for (int position : positions) {
            reply.bulk(request.argument(position + 1));
        }
    }
}
