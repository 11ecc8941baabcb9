package io.rafka.compat;

import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads replies of RESP2 and RESP3, and nothing that deviates from the protocol by a byte. */
final class ReplyParser {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]*");
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern BIG_NUMBER = INTEGER;
    private static final Pattern DOUBLE = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?|-?inf|nan");
    private static final Pattern BOOLEAN = Pattern.compile("[tf]");
    private static final Pattern SIMPLE = Pattern.compile("[^\\r\\n]*");
    private static final Pattern VERBATIM = Pattern.compile("...:.*", Pattern.DOTALL);
    private static final String END = "\r\n";
    private static final String RESET = "<Connection reset>";

    private final RawClient client;

    ReplyParser(RawClient client) {
        this.client = client;
    }

    /** The next one; empty if the server has closed the connection instead. */
    Optional<Reply> next() {
        String line = client.readLine();
        return line.isEmpty() || line.equals(RESET) ? Optional.empty() : Optional.of(reply(line));
    }

    private Reply reply(String line) {
        if (!line.endsWith(END)) {
            throw new IllegalStateException("not a line: " + line);
        }
        char type = line.charAt(0);
        String rest = line.substring(1, line.length() - END.length());
        return switch (type) {
            case '+', '-' -> simple(type, rest, SIMPLE);
            case ':' -> simple(type, rest, INTEGER);
            case '(' -> simple(type, rest, BIG_NUMBER);
            case ',' -> simple(type, rest, DOUBLE);
            case '#' -> simple(type, rest, BOOLEAN);
            case '_' -> simple(type, rest, Pattern.compile(""));
            case '$', '=', '!' -> bulk(type, rest);
            case '*', '~', '>' -> aggregate(type, rest, 1);
            case '%', '|' -> aggregate(type, rest, 2);
            default -> throw new IllegalStateException("no such type: " + line);
        };
    }

    private static Reply simple(char type, String text, Pattern pattern) {
        check(text, pattern);
        return new Reply(type, text, false, List.of());
    }

    private static boolean isNull(char type, String length) {
        return length.equals("-1") && (type == '$' || type == '*');
    }

    private Reply bulk(char type, String length) {
        if (isNull(type, length)) {
            return new Reply(type, length, true, List.of());
        }
        check(length, LENGTH);
        String text = client.read(Integer.parseInt(length));
        String end = client.read(END.length());
        if (!end.equals(END)) {
            throw new IllegalStateException(type + length + " does not end after: " + text);
        }
        if (type == '=') {
            check(text, VERBATIM);
        }
        return new Reply(type, text, false, List.of());
    }

    private Reply aggregate(char type, String length, int each) {
        if (isNull(type, length)) {
            return new Reply(type, length, true, List.of());
        }
        check(length, LENGTH);
        List<Reply> elements = new ArrayList<>();
        for (int i = each * Integer.parseInt(length); i > 0; i--) {
            elements.add(reply(client.readLine()));
        }
        return new Reply(type, "", false, elements);
    }

    private static void check(String text, Pattern pattern) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalStateException("'" + text + "' is not " + pattern);
        }
    }
}
