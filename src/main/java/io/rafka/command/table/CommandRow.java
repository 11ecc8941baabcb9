package io.rafka.command.table;

import java.util.List;
import java.util.Set;

/**
 * What is known about a command without what it does.
 *
 * @param name in lower case; a subcommand's has its container's before it: {@code client|kill}
 * @param arity as in Redis: the number of words including the name, or, negative, the least number of them
 * @param flags in Redis' words
 * @param categories of Redis' ACL, without the {@code @}
 * @param roles rafka's own categories: {@code produce} and {@code consume}
 * @param keys where its keys are
 * @param group in Redis' words where it has the group
 * @param since the version of Redis that brought it; for rafka's own, of rafka
 * @param complexity in O notation
 * @param summary one sentence
 * @param arguments behind the name
 * @param reply what is answered, for people
 * @param differs how it differs from Redis' command of the name; empty if it does not
 * @param traits what only rafka needs to know
 */
public record CommandRow(
        String name,
        int arity,
        List<String> flags,
        List<String> categories,
        List<String> roles,
        KeyPositions keys,
        String group,
        String since,
        String complexity,
        String summary,
        List<Argument> arguments,
        String reply,
        String differs,
        Set<Trait> traits) {

    /** What only rafka needs to know about a command. */
    public enum Trait {
        /** Executed also when its client has gone before its turn: it produces, or what follows depends on it. */
        EXECUTED_AFTER_CLOSE,
        /** A client of RESP2 may send it while it is subscribed. */
        ALLOWED_WHILE_SUBSCRIBED,
        /** Never held back by CLIENT PAUSE. */
        NEVER_PAUSED
    }

    /** Whether it has this one of Redis' flags. */
    public boolean hasFlag(String flag) {
        return flags.contains(flag);
    }

    /** Whether the command takes this many words, its name included. */
    public boolean accepts(int words) {
        return arity >= 0 ? words == arity : words >= -arity;
    }

    /** Whether this is a subcommand of another command. */
    public boolean isSubcommand() {
        return name.indexOf('|') >= 0;
    }

    /** The name that the client sends: a subcommand's without its container's. */
    public String ownName() {
        return name.substring(name.indexOf('|') + 1);
    }

    /** The name of the command that a subcommand is one of. */
    public String container() {
        return name.substring(0, Math.max(0, name.indexOf('|')));
    }
}
