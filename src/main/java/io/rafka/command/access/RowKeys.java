package io.rafka.command.access;

import io.rafka.command.table.CommandRow;
import io.rafka.command.table.KeyPositions;
import io.rafka.resp.Request;
import java.util.ArrayList;
import java.util.List;

/** The keys of a command that is about the words where its row says that keys are, and about them only. */
public final class RowKeys {
    /** The one key that is known in any letter case. */
    private static final String STATS = "stats";

    private RowKeys() {}

    /** They are read, written or only asked about as the flags of the row say, in Redis' way. */
    public static List<Guarded> of(CommandRow row, Request request) {
        KeyPositions keys = row.keys();
        if (keys.first() == 0 || keys.areNotKeys()) {
            return List.of();
        }
        List<String> flags = keys.flags();
        boolean writes = flags.contains("insert") || flags.contains("delete") || flags.contains("update");
        Access access = Access.of(flags.contains("access"), writes);
        int words = request.arguments() + 1;
        List<Guarded> guarded = new ArrayList<>();
        for (int at = keys.first(); at <= keys.lastOf(words) && at < words; at += keys.step()) {
            guarded.add(Guarded.key(request.is(at - 1, STATS) ? STATS : request.text(at - 1), access));
        }
        return guarded;
    }
}
