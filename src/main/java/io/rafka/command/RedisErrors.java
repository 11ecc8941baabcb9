package io.rafka.command;

import io.rafka.resp.Request;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Redis' own texts for what is wrong with a command; clients compare them. */
public final class RedisErrors {
    /** Redis stops repeating the client's words at this length. */
    private static final int LONGEST_ECHO = 128;

    private RedisErrors() {}

    /** Too few or too many arguments. */
    public static CommandException wrongNumberOfArguments(String command) {
        return new CommandException("ERR wrong number of arguments for '" + command + "' command");
    }

    /** A command of a client that has to log in first. */
    static CommandException notAuthenticated() {
        return new CommandException("NOAUTH Authentication required.");
    }

    /** A command, a key or a channel that is not the user's. */
    static CommandException notPermitted(String reason) {
        return new CommandException("NOPERM " + reason);
    }

    /** A command that a subscribed client of RESP2 cannot send, because it could not tell the reply from a message. */
    static CommandException subscribed(String command) {
        return new CommandException("ERR Can't execute '" + command + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING"
                + " / QUIT / RESET are allowed in this context");
    }

    /** More of something than one command may ask for, because the server answers in memory. */
    public static CommandException tooMany(String what, int given, int most) {
        return new CommandException("ERR at most " + most + " " + what + " at a time, got " + given);
    }

    /** A key whose value is of another type than the command works on. */
    public static CommandException wrongType() {
        return new CommandException("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    /** An argument that is none of the words expected there. */
    public static CommandException syntax() {
        return new CommandException("ERR syntax error");
    }

    /** An argument that should be an integer. */
    public static CommandException notAnInteger() {
        return new CommandException("ERR value is not an integer or out of range");
    }

    /** The second word of a container command is none that it has. */
    static CommandException unknownSubcommand(String command, String subcommand) {
        return new CommandException("ERR unknown subcommand '" + echo(subcommand) + "'. Try "
                + command.toUpperCase(Locale.ROOT) + " HELP.");
    }

    /** A subcommand that takes some numbers of arguments between the least and the most, and not this one. */
    public static CommandException wrongSubcommandArguments(String command, String subcommand) {
        return new CommandException("ERR unknown subcommand or wrong number of arguments for '" + echo(subcommand)
                + "'. Try " + command.toUpperCase(Locale.ROOT) + " HELP.");
    }

    /** A client's word, as far as it is repeated in an error. */
    public static String echo(String word) {
        return word.length() > LONGEST_ECHO ? word.substring(0, LONGEST_ECHO) : word;
    }

    /** The whole line for a command that does not exist; repeats the client's bytes as they are. */
    static byte[] unknownCommand(Request request) {
        StringBuilder arguments = new StringBuilder();
        for (int i = 0; i < request.arguments() && arguments.length() < LONGEST_ECHO; i++) {
            int room = LONGEST_ECHO - arguments.length();
            arguments.append('\'').append(start(request.argument(i), room)).append("' ");
        }
        String line = "ERR unknown command '" + start(request.name(), LONGEST_ECHO) + "', with args beginning with: "
                + arguments;
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character for each byte, so that all bytes survive. */
    private static String start(byte[] bytes, int longest) {
        return new String(bytes, 0, Math.min(bytes.length, longest), StandardCharsets.ISO_8859_1);
    }
}
