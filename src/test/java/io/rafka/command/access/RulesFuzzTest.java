package io.rafka.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rafka.command.table.CommandRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What rules an administrator may give at all, and what may stand in an ACL file: anything is taken or refused, and
 * what is taken is written as it can be read again, with the same rights. A normal build runs the seeds in the
 * resources and rules that are made up from the pieces of rules; Jazzer makes up more, see {@code RespDecoderFuzzTest}.
 */
class RulesFuzzTest {
    private static final Path FILE = Path.of("users.acl");

    /** Pieces of which rules are made: most that are made of them are rules. */
    private static final List<String> PIECES = List.of(
            "on",
            "off",
            "nopass",
            "reset",
            "resetpass",
            "resetkeys",
            "resetchannels",
            "allkeys",
            "allchannels",
            "clearselectors",
            "skip-sanitize-payload",
            ">a",
            "<a",
            "#" + "0".repeat(64),
            "!" + "0".repeat(64),
            "~*",
            "~topics:a*",
            "~topics:*",
            "%R~*",
            "%W~*",
            "%RW~*",
            "%R~topics:a",
            "%W~topics:a",
            "~[a",
            "~\\",
            "~",
            "&*",
            "&a*",
            "&a",
            "&",
            "&[^a-c]*",
            "+@all",
            "-@all",
            "+@read",
            "-@write",
            "+@admin",
            "-@produce",
            "+get",
            "-get",
            "+client",
            "-client",
            "+client|list",
            "-client|id",
            "+rpushx",
            "(",
            ")",
            "()",
            "(~a",
            "+get)",
            "~x)",
            "(>a)",
            "%",
            "+",
            "x",
            "");

    private static final List<Guarded> TOUCHED = Stream.of("topics:a", "topics:ab", "topics:b", "a", "b", "x)", "*", "")
            .flatMap(name -> Stream.of(
                    Guarded.key(name, Access.NONE),
                    Guarded.key(name, Access.READ),
                    Guarded.key(name, Access.WRITE),
                    Guarded.key(name, Access.BOTH),
                    Guarded.everyTopic(name, Access.READ),
                    Guarded.channel(name),
                    Guarded.channelPattern(name)))
            .toList();

    @FuzzTest(maxDuration = "1m")
    void areWrittenAsTheyCanBeRead(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        check(List.of(text.split(" ", -1)));
        check(List.of(text));
        checkFile(text);
        checkFile("user x " + text);
    }

    @Test
    void soAreRulesThatAreMadeOfPieces() {
        Random random = new Random(20_261_127);
        for (int i = 0; i < 5_000; i++) {
            List<String> words = new ArrayList<>();
            for (int count = random.nextInt(10); count >= 0; count--) {
                words.add(PIECES.get(random.nextInt(PIECES.size())));
            }
            check(words);
            // A client may send several words as one.
            check(List.of("(" + String.join(" ", words) + ")", words.get(0)));
            checkFile("user x " + String.join(" ", words));
        }
    }

    private static void check(List<String> words) {
        List<String> rules;
        try {
            rules = RuleWords.rules(words, RuleException::shown);
        } catch (RuleException e) {
            assertThat(e.reason()).isNotEmpty();
            return;
        }
        boolean allChannels = words.hashCode() % 2 == 0;
        RightsDraft draft = new RightsDraft(Tables.SETS, allChannels);
        for (String rule : rules) {
            String before = draft.finished().toString();
            try {
                draft.apply(rule);
            } catch (RuleException e) {
                assertThat(draft.finished())
                        .as("after a rule that is none: %s", rule)
                        .hasToString(before);
            }
        }
        checkReadsAgain(draft.finished(), words);
    }

    private static void checkFile(String text) {
        try {
            AclFile.parse(text, FILE, Tables.SETS, false).forEach((name, rights) -> {
                assertThatCode(() -> User.checkName(name)).doesNotThrowAnyException();
                checkReadsAgain(rights, List.of(text));
            });
        } catch (RuleException e) {
            assertThat(e.reason()).contains("users.acl:");
        }
    }

    private static void checkReadsAgain(Rights rights, List<String> words) {
        String line = new User("x", rights).toString();
        for (boolean allChannels : List.of(true, false)) {
            try {
                Rights again = Objects.requireNonNull(AclFile.parse(line + "\n", FILE, Tables.SETS, allChannels)
                        .get("x"));
                assertThat(again).as("%s", words).hasToString(rights.toString());
                assertThat(decisions(again)).as("%s: %s", words, line).isEqualTo(decisions(rights));
            } catch (RuleException e) {
                throw new AssertionError(words + " are written as " + line, e);
            }
        }
    }

    private static List<String> decisions(Rights rights) {
        List<String> decisions = new ArrayList<>();
        decisions.add(rights.isEnabled() + " " + rights.isPasswordless() + " " + rights.passwords());
        for (Guarded touched : TOUCHED) {
            decisions.add(touched + ": " + rights.denial(List.of(touched)));
        }
        for (CommandRow row : Tables.ROWS) {
            int number = Tables.number(row.name());
            decisions.add(row.name() + ": " + rights.denial(number, row.name(), List.of()) + " "
                    + rights.denial(number, row.name(), List.of(TOUCHED.get(1), TOUCHED.get(5))));
        }
        return decisions;
    }
}
