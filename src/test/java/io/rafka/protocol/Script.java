package io.rafka.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One conversation, as written in a script file. See {@code README.md} beside the scripts for the format.
 *
 * @param name what the contract says
 * @param steps in order
 */
record Script(String name, List<Step> steps) {
    /** What a line of a script does. */
    enum Kind {
        TOPIC("topic"),
        SEND(">"),
        RAW(">>"),
        EXPECT("<"),
        EXPECT_PATTERN("<~"),
        EXPECT_END("<eof"),
        CLOSE("!close"),
        RESET("!reset");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        static Kind of(String mark) {
            for (Kind kind : values()) {
                if (kind.mark.equals(mark)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no such step: " + mark);
        }
    }

    /**
     * One line.
     *
     * @param line its number in the file
     * @param connection from 1
     * @param text behind the mark
     */
    record Step(int line, Kind kind, int connection, String text) {}

    private static final Pattern STEP = Pattern.compile("([0-9])?(topic|>>|>|<~|<eof|<|!close|!reset)(?: (.*))?");

    /** All scripts of a file. */
    static List<Script> read(Path file) {
        List<Script> scripts = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("== ")) {
                scripts.add(new Script(line.substring(3), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                scripts.get(scripts.size() - 1).steps().add(step(i + 1, line));
            }
        }
        return scripts;
    }

    private static Step step(int number, String line) {
        Matcher matcher = STEP.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("line " + number + " is not a step: " + line);
        }
        int connection = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
        String text = matcher.group(3) == null ? "" : matcher.group(3);
        return new Step(number, Kind.of(matcher.group(2)), connection, text);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
