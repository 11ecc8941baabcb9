package io.rafka.command.server;

import io.rafka.command.table.CommandRow;
import io.rafka.command.table.KeyPositions;
import io.rafka.resp.ReplyWriter;
import java.util.List;
import java.util.Map;

/** A row as COMMAND INFO writes it: an array of ten. */
final class CommandInfo {
    private static final int ELEMENTS = 10;

    private final Map<String, List<CommandRow>> subcommands;

    /** @param subcommands of all commands that have some */
    CommandInfo(Map<String, List<CommandRow>> subcommands) {
        this.subcommands = subcommands;
    }

    void write(CommandRow row, ReplyWriter reply) {
        reply.array(ELEMENTS);
        reply.bulk(row.name());
        reply.integer(row.arity());
        words(row.flags(), "", reply);
        reply.integer(row.keys().first());
        reply.integer(row.keys().last());
        reply.integer(row.keys().step());
        words(row.categories(), "@", reply);
        // Tips are for clients of a cluster.
        reply.set(0);
        keySpecifications(row.keys(), reply);
        List<CommandRow> own = subcommands.getOrDefault(row.name(), List.of());
        reply.set(own.size());
        own.forEach(subcommand -> write(subcommand, reply));
    }

    private static void words(List<String> words, String prefix, ReplyWriter reply) {
        reply.set(words.size());
        words.forEach(word -> reply.simple(prefix + word));
    }

    private static void keySpecifications(KeyPositions keys, ReplyWriter reply) {
        if (keys.first() == 0) {
            reply.set(0);
            return;
        }
        reply.set(1);
        reply.map(3);
        reply.bulk("flags");
        words(keys.flags(), "", reply);
        reply.bulk("begin_search");
        specification("index", reply);
        reply.map(1);
        reply.bulk("index");
        reply.integer(keys.first());
        reply.bulk("find_keys");
        specification("range", reply);
        reply.map(3);
        reply.bulk("lastkey");
        reply.integer(keys.lastFromFirst());
        reply.bulk("keystep");
        reply.integer(keys.step());
        reply.bulk("limit");
        reply.integer(0);
    }

    /** Its map of two, but for the second value. */
    private static void specification(String type, ReplyWriter reply) {
        reply.map(2);
        reply.bulk("type");
        reply.bulk(type);
        reply.bulk("spec");
    }
}
