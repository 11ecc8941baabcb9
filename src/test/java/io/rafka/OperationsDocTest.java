package io.rafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operations.md: what it says that rafka says, rafka does say. */
class OperationsDocTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    /** The system's words, and what stands for a value. */
    private static final List<String> NOT_OURS = List.of("Address already in use", "<file>: <object>.<property>: ");

    private static List<String> quotedMessages() throws IOException {
        String text = Files.readString(Path.of("docs/operations.md"));
        return text.substring(text.indexOf("## Troubleshooting"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", 3)[1])
                .flatMap(cell -> QUOTED.matcher(cell).results().map(match -> match.group(1)))
                .toList();
    }

    /** All literals, those of one expression together. */
    private static String literals() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(OperationsDocTest::read)
                    .map(source -> source.replaceAll("\"\\s*\\+\\s*\"", ""))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsQuotedIsSaid() throws IOException {
        String said = literals();
        List<String> missing = new ArrayList<>();
        List<String> quoted = quotedMessages();
        for (String message : quoted) {
            Arrays.stream(message.replaceFirst("^(PROD|CONS|CONS Poll) ", "").split("\\.\\.\\.|=", -1))
                    .map(part -> part.replaceAll("^[: ]+|[: ]+$", ""))
                    .filter(part -> part.length() > 3
                            && !said.contains(part)
                            && NOT_OURS.stream().noneMatch(other -> other.contains(part)))
                    .forEach(missing::add);
        }
        assertThat(quoted).hasSizeGreaterThan(35);
        assertThat(missing).isEmpty();
    }

    /** Each figure and setting that is named is there. */
    @Test
    void figuresAreThoseOfMonitoring() throws IOException {
        String described = Files.readString(Path.of("docs/monitoring.md"));
        List<String> named = Pattern.compile("`(rafka_\\w+)`")
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(5).allMatch(name -> described.contains("`" + name + "`"));
    }
}
