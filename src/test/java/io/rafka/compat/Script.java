package io.rafka.compat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A section of a file of {@code src/test/resources/compat}, whose README.md has the notation. */
record Script(String name, List<Line> lines) {
    /** How alike the replies must be. */
    enum Comparison {
        EXACT,
        MASKED,
        TYPES;

        static Comparison of(char mark) {
            return switch (mark) {
                case '=' -> EXACT;
                case '~' -> MASKED;
                default -> TYPES;
            };
        }

        private String shown(Reply reply) {
            return switch (this) {
                case EXACT -> reply.exact();
                case MASKED -> reply.masked();
                case TYPES -> reply.types();
            };
        }

        String shown(List<Reply> replies) {
            return replies.stream().map(this::shown).collect(Collectors.joining(" "));
        }
    }

    /**
     * Commands that are sent at once.
     *
     * @param number of the line
     * @param connection from 1
     * @param difference that is known
     */
    record Line(
            int number,
            int connection,
            Comparison comparison,
            List<String> commands,
            @Nullable Difference difference) {
        boolean differs(int protocol) {
            return difference != null && (difference.protocol() == 0 || difference.protocol() == protocol);
        }
    }

    /**
     * Why replies are not alike.
     *
     * @param protocol of RESP; 0 for both
     */
    record Difference(int protocol, String reason) {}

    private static final Pattern LINE = Pattern.compile("([2-9])?([=~?]) (.+)");
    private static final Pattern DIFFERENCE = Pattern.compile("!([23])? (.+)");
    private static final String TITLE = "== ";
    private static final String NEXT_COMMAND = " ;; ";

    static List<Script> read(Path file) throws IOException {
        List<Script> scripts = new ArrayList<>();
        Difference difference = null;
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            Matcher line = LINE.matcher(text);
            Matcher known = DIFFERENCE.matcher(text);
            if (text.startsWith(TITLE)) {
                scripts.add(new Script(text.substring(TITLE.length()), new ArrayList<>()));
            } else if (known.matches()) {
                difference = new Difference(numberOr(0, known.group(1)), Objects.requireNonNull(known.group(2)));
            } else if (line.matches()) {
                scripts.get(scripts.size() - 1)
                        .lines()
                        .add(new Line(
                                number,
                                numberOr(1, line.group(1)),
                                Comparison.of(
                                        Objects.requireNonNull(line.group(2)).charAt(0)),
                                List.of(Objects.requireNonNull(line.group(3)).split(NEXT_COMMAND, -1)),
                                difference));
                difference = null;
            } else if (!text.isBlank() && !text.startsWith("#")) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "%s, line %d: %s", file.getFileName(), number, text));
            }
        }
        return scripts;
    }

    private static int numberOr(int other, @Nullable String text) {
        return text == null ? other : Integer.parseInt(text);
    }
}
