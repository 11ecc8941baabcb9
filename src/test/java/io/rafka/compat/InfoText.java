package io.rafka.compat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;

/** The text of INFO: its sections, and the lines of each. */
final class InfoText {
    private static final String TITLE = "# ";
    private static final String END = "\r\n";
    private static final Pattern UNIT = Pattern.compile("\\b0\\.0[BKMGTP]$|^0B$");
    private static final Pattern ALL =
            Pattern.compile("(# [A-Z][A-Za-z]*\r\n([^:#\r\n]+:[^\r\n]*\r\n)*(\r\n(?=#)|$))+");

    private InfoText() {}

    /** Names of the differences: of a section {@code Title}, of a line {@code section.key}. */
    static void compare(Conversation redis, Conversation rafka, Differences known, SoftAssertions softly) {
        for (String command : List.of("INFO", "INFO everything", "INFO nosuch", "INFO cpu server", "INFO SERVER")) {
            String theirs = redis.ask(command).text();
            String ours = rafka.ask(command).text();
            softly.assertThat(theirs.isEmpty() || ALL.matcher(theirs).matches())
                    .as("%s of Redis", command)
                    .isTrue();
            softly.assertThat(ours.isEmpty() || ALL.matcher(ours).matches())
                    .as("%s in its form", command)
                    .isTrue();
            List<String> titles = titles(theirs);
            List<String> ourTitles = titles(ours).stream()
                    .filter(title -> titles.contains(title) || !known.isKnown(title, "only"))
                    .toList();
            titles.removeIf(title -> !ourTitles.contains(title) && known.isKnown(title, "missing"));
            softly.assertThat(ourTitles).as("sections of %s", command).isEqualTo(titles);
        }
        // From here on both have executed the same commands.
        for (Conversation server : List.of(redis, rafka)) {
            server.ask("CONFIG RESETSTAT");
            server.ask("ECHO a");
            server.ask("DEL");
        }
        for (String title : titles(rafka.ask("INFO everything").text())) {
            String section = title.toLowerCase(Locale.ROOT);
            compareLines(
                    section, lines(redis.ask("INFO " + section)), lines(rafka.ask("INFO " + section)), known, softly);
        }
        softly.assertThat(known.unmet()).as("not different any more").isEmpty();
    }

    private static void compareLines(
            String section,
            Map<String, String> theirs,
            Map<String, String> ours,
            Differences known,
            SoftAssertions softly) {
        ours.forEach((key, value) -> {
            String name = section + "." + key;
            String expected = theirs.get(key);
            if (expected == null) {
                softly.assertThat(known.isKnown(name, "only"))
                        .as("Redis has no %s (%s)", name, value)
                        .isTrue();
            } else if (!form(value).equals(form(expected)) && !known.isKnown(name, "value")) {
                softly.assertThat(value).as(name).isEqualTo(expected);
            }
        });
    }

    /** Numbers and their units are free. */
    private static String form(String value) {
        return UNIT.matcher(Reply.masked(value)).replaceAll("SIZE");
    }

    private static List<String> titles(String text) {
        return new ArrayList<>(text.lines()
                .filter(line -> line.startsWith(TITLE))
                .map(line -> line.substring(TITLE.length()))
                .toList());
    }

    private static Map<String, String> lines(Reply reply) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : reply.text().split(END, -1)) {
            String[] parts = line.split(":", 2);
            if (parts.length == 2) {
                lines.put(parts[0], parts[1]);
            }
        }
        return lines;
    }
}
