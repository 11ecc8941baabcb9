package io.rafka.command.table;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One argument of a command, or several that belong together.
 *
 * @param name for people; not what the client sends
 * @param type what stands there
 * @param token the word that the client sends before it, in capitals; empty if there is none
 * @param isOptional whether it may be left out
 * @param isMultiple whether it may be repeated
 * @param parts of a block or a choice; empty for all others
 * @see <a href="https://redis.io/docs/latest/develop/reference/command-arguments/">Redis command arguments</a>
 */
public record Argument(
        String name, Type type, String token, boolean isOptional, boolean isMultiple, List<Argument> parts) {

    /** What stands where an argument is. */
    public enum Type {
        STRING("string"),
        INTEGER("integer"),
        DOUBLE("double"),
        KEY("key"),
        PATTERN("pattern"),
        UNIX_TIME("unix-time"),
        /** The token alone. */
        PURE_TOKEN("pure-token"),
        /** One of its parts. */
        ONEOF("oneof"),
        /** All its parts, in this order. */
        BLOCK("block");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** The word for it in COMMAND DOCS. */
        public String word() {
            return word;
        }
    }

    /** As people write it: {@code [COUNT count]}, {@code key [key ...]}. */
    public String syntax() {
        String once = once();
        boolean isChoice = type == Type.ONEOF && token.isEmpty() && !isOptional;
        String shown = isChoice ? "<" + once + ">" : once;
        String repeated = isMultiple ? shown + " [" + shown + " ...]" : shown;
        return isOptional ? "[" + repeated + "]" : repeated;
    }

    /** A command's arguments as people write them. */
    public static String syntax(List<Argument> arguments) {
        return arguments.stream().map(Argument::syntax).collect(Collectors.joining(" "));
    }

    private String once() {
        String value = switch (type) {
            case PURE_TOKEN -> "";
            case ONEOF -> {
                String choice = parts.stream().map(Argument::syntax).collect(Collectors.joining(" | "));
                yield token.isEmpty() ? choice : "<" + choice + ">";
            }
            case BLOCK -> syntax(parts);
            default -> name;
        };
        return token.isEmpty() || value.isEmpty() ? token + value : token + " " + value;
    }
}
