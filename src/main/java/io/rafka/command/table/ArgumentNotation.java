package io.rafka.command.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of a command as a row has them: {@code cursor:integer [MATCH pattern:pattern] [TYPE type]}.
 *
 * <p>A word in lower case is a value, with its type behind a colon if it is no string. One in capitals is a token; a
 * value behind it, the two alone within brackets, belongs to it. {@code [ ]} is optional, {@code < | >} a choice, and
 * {@code ...} behind any of these repeats it.
 */
final class ArgumentNotation {
    private static final Pattern PART = Pattern.compile("\\.\\.\\.|[\\[\\]<>|]|[^\\s\\[\\]<>|.]+");

    private final List<String> words = new ArrayList<>();
    private final String notation;
    private int at;

    private ArgumentNotation(String notation) {
        this.notation = notation;
        Matcher matcher = PART.matcher(notation);
        while (matcher.find()) {
            words.add(matcher.group());
        }
    }

    /** @throws IllegalArgumentException if it cannot be read */
    static List<Argument> parse(String notation) {
        ArgumentNotation parser = new ArgumentNotation(notation);
        List<Argument> arguments = parser.sequence();
        if (parser.at < parser.words.size()) {
            throw parser.unreadable();
        }
        return arguments;
    }

    private List<Argument> sequence() {
        List<Argument> sequence = new ArrayList<>();
        while (at < words.size() && !"]>|".contains(words.get(at))) {
            Argument next = one();
            if (at < words.size() && words.get(at).equals("...")) {
                at++;
                next = new Argument(next.name(), next.type(), next.token(), next.isOptional(), true, next.parts());
            }
            sequence.add(next);
        }
        return sequence;
    }

    private Argument one() {
        String word = words.get(at++);
        if (word.equals("[")) {
            Argument inner = group("]");
            return new Argument(inner.name(), inner.type(), inner.token(), true, inner.isMultiple(), inner.parts());
        }
        return word.equals("<") ? group(">") : value(word);
    }

    /** What stands between two brackets: a choice, if there are bars in it. */
    private Argument group(String end) {
        List<Argument> choices = new ArrayList<>();
        choices.add(together(sequence()));
        while (at < words.size() && words.get(at).equals("|")) {
            at++;
            choices.add(together(sequence()));
        }
        if (at == words.size() || !words.get(at++).equals(end)) {
            throw unreadable();
        }
        return choices.size() == 1 ? choices.get(0) : compound(Argument.Type.ONEOF, choices);
    }

    private Argument together(List<Argument> sequence) {
        if (sequence.isEmpty()) {
            throw unreadable();
        }
        Argument first = sequence.get(0);
        if (sequence.size() == 2 && first.type() == Argument.Type.PURE_TOKEN) {
            Argument second = sequence.get(1);
            if (second.token().isEmpty() && !second.isOptional()) {
                return new Argument(
                        second.name(), second.type(), first.token(), false, second.isMultiple(), second.parts());
            }
        }
        return sequence.size() == 1 ? first : compound(Argument.Type.BLOCK, sequence);
    }

    private static Argument compound(Argument.Type type, List<Argument> parts) {
        String name = parts.stream().map(Argument::name).collect(Collectors.joining("_"));
        return new Argument(name, type, "", false, false, List.copyOf(parts));
    }

    private Argument value(String word) {
        if (!word.equals(word.toLowerCase(Locale.ROOT))) {
            String name = word.toLowerCase(Locale.ROOT);
            return new Argument(name, Argument.Type.PURE_TOKEN, word, false, false, List.of());
        }
        // Only the last colon: a name may have one, as ip:port.
        int colon = word.lastIndexOf(':');
        Argument.Type type = colon < 0 ? null : type(word.substring(colon + 1));
        return type == null
                ? new Argument(word, Argument.Type.STRING, "", false, false, List.of())
                : new Argument(word.substring(0, colon), type, "", false, false, List.of());
    }

    private static Argument.@Nullable Type type(String word) {
        for (Argument.Type type : Argument.Type.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        return null;
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("cannot read the arguments '" + notation + "'");
    }
}
