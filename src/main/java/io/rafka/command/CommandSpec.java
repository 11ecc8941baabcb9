package io.rafka.command;

/**
 * A command's row in the table.
 *
 * @param name in lower case
 * @param arity as in Redis: the number of words including the name, or, negative, the least number of them
 * @param summary one sentence, for COMMAND DOCS
 * @param group of commands, in Redis' words where it has the group
 * @param closing what becomes of it when the client has gone before its turn
 * @param monitoring whether MONITOR shows it
 * @param login whether only clients that have authenticated may use it
 * @param command what it does
 */
public record CommandSpec(
        String name,
        int arity,
        String summary,
        String group,
        Closing closing,
        Monitoring monitoring,
        Login login,
        Command command) {

    /** What becomes of a command whose client has gone before its turn. */
    public enum Closing {
        /** It is dropped: it only matters to the client. */
        DROPPED,
        /** It is still executed: others depend on it. */
        EXECUTED
    }

    /** Whether MONITOR shows a command. */
    public enum Monitoring {
        SHOWN,
        HIDDEN
    }

    /** Whether a command is for clients only that have authenticated, where there is a password. */
    public enum Login {
        NEEDED,
        NOT_NEEDED
    }

    /** A row with what most commands have. */
    public static CommandSpec of(String name, int arity, String group, String summary, Command command) {
        return new CommandSpec(name, arity, summary, group, Closing.DROPPED, Monitoring.SHOWN, Login.NEEDED, command);
    }

    /** The same row of a command that is executed even after its client has gone. */
    public CommandSpec executedAfterClose() {
        return new CommandSpec(name, arity, summary, group, Closing.EXECUTED, monitoring, login, command);
    }

    /** The same row of a command that MONITOR does not show. */
    public CommandSpec hiddenFromMonitor() {
        return new CommandSpec(name, arity, summary, group, closing, Monitoring.HIDDEN, login, command);
    }

    /** The same row of a command that a client may use before it has authenticated. */
    public CommandSpec allowedBeforeLogin() {
        return new CommandSpec(name, arity, summary, group, closing, monitoring, Login.NOT_NEEDED, command);
    }

    /** Whether the command takes this many words, its name included. */
    boolean accepts(int words) {
        return arity >= 0 ? words == arity : words >= -arity;
    }
}
