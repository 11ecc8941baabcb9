package io.rafka.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {
    private static final String HASH = "c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2"; // foobar
    private static final String MORE_KEYS = "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid "
            + "and does not have any effect. Try 'resetkeys' to start with an empty list of patterns";

    /** The right side is what a Redis 7.0 answers to ACL LIST, but for the order of rules about commands: see 7.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; off resetchannels -@all",
                "on nopass ~* &* +@all; on nopass ~* &* +@all",
                "ON NoPass AllKeys AllChannels AllCommands; on nopass ~* &* +@all",
                "on >foobar; on #c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2 resetchannels -@all",
                "nopass >foobar nopass; off nopass resetchannels -@all",
                ">foobar <foobar; off resetchannels -@all",
                "nopass resetpass; off resetchannels -@all",
                "%RW~foo %R~foo %W~foo %R~b %rw~c; off ~foo %R~b ~c resetchannels -@all",
                "%R~a %W~a; off ~a resetchannels -@all",
                "%RW~*; off ~* resetchannels -@all",
                "~a %R~* %W~*; off ~* resetchannels -@all",
                "%R~* ~a; off %R~* ~a resetchannels -@all",
                "~a allkeys resetkeys ~b; off ~b resetchannels -@all",
                "&a &b &a; off resetchannels &a &b -@all",
                "&a &*; off &* -@all",
                "+GET; off resetchannels -@all +get",
                "+get -get; off resetchannels -@all -get",
                "+client|list -client; off resetchannels -@all -client",
                "+client -client|list; off resetchannels -@all +client -client|list",
                "+@all -@admin +client|list; off resetchannels +@all -@admin +client|list",
                "+get +@all; off resetchannels +@all",
                "+@read +set +@read; off resetchannels -@all +set +@read",
                "(+get ~x) ( +set ~y ); off resetchannels -@all (~x resetchannels -@all +get) (~y resetchannels -@all +set)",
                "(+get) clearselectors; off resetchannels -@all",
                "on nopass ~a &b +get (+set) reset; off sanitize-payload resetchannels -@all",
                "skip-sanitize-payload; off skip-sanitize-payload resetchannels -@all"
            })
    void isDescribedAsInRedis(String rules, String description) throws RuleException {
        assertThat(Tables.rights(rules)).hasToString(description);
        assertThat(Tables.rights(description))
                .as("its description makes the same")
                .hasToString(description);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "foo; Syntax error",
                "%X~foo; Syntax error",
                "%~foo; Syntax error",
                "%RR~foo; Syntax error",
                "%R; Syntax error",
                "(+get on); Syntax error",
                "+foo; Unknown command or category name in ACL",
                "+@foo; Unknown command or category name in ACL",
                "+get|x; Unknown command or category name in ACL",
                "-client|no; Unknown command or category name in ACL",
                "+; Unknown command or category name in ACL",
                "#12; The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters",
                "<x; The password you are trying to remove from the user does not exist",
                "(+get; Unmatched parenthesis in acl selector starting at '(+get'."
            })
    void whatIsNoRuleIsRefusedInTheWordsOfRedis(String rules, String reason) {
        assertThatThrownBy(() -> Tables.rights(rules))
                .isInstanceOf(RuleException.class)
                .hasMessage(reason);
    }

    @Test
    void aPatternBehindAllKeysIsRefused() {
        assertThatThrownBy(() -> Tables.rights("allkeys ~x")).hasMessage(MORE_KEYS);
        // Redis takes it, writes "~* ~x" into its file, and cannot read that again.
        assertThatThrownBy(() -> Tables.rights("%RW~* ~x")).hasMessage(MORE_KEYS);
        assertThatThrownBy(() -> Tables.rights("&* &x")).hasMessageContaining("the 'allchannels' flag");
    }

    @Test
    void whatMayBeAPasswordIsNotShown() {
        assertThat(List.of("<pw", ">pw", "#12", "!12", "+get", "~x"))
                .extracting(RuleException::shown)
                .containsExactly("<(redacted)", ">(redacted)", "#(redacted)", "!(redacted)", "+get", "~x");
        assertThat(RuleException.shown("(>pw ~x (#12 )")).isEqualTo("(>(redacted) ~x (#(redacted) )");
        assertThat(RuleException.shown("+" + "x".repeat(1_000))).isEqualTo("+" + "x".repeat(127) + "...");
        assertThat(List.of("pw", "", ">pw", "+get"))
                .as("in a file, whose errors are logged")
                .extracting(RuleException::shownToOthers)
                .containsExactly("(redacted)", "(redacted)", ">(redacted)", "+get");
    }

    @ParameterizedTest
    @CsvSource({
        "+get, get, true",
        "+get, set, false",
        "+@all -set, set, false",
        "+client, client|list, true",
        "+client|id, client|list, false",
        "+client -client|list, client|list, false",
        "+@produce -@admin, rpushx, true",
        "+@produce -@admin, client|id, true",
        "+@produce -@admin, client|list, false",
        "-@all (+get), get, true"
    })
    void allowsCommands(String rules, String command, boolean allowed) throws RuleException {
        assertThat(Tables.rights(rules).mayRun(Tables.number(command))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "~a*, ab, BOTH, true",
        "~a*, b, READ, false",
        "%R~a, a, READ, true",
        "%R~a, a, WRITE, false",
        "%R~a, a, BOTH, false",
        "%W~a, a, WRITE, true",
        "%W~a, a, READ, false",
        "%W~a, a, NONE, true",
        "%R~a* %W~*b, ab, BOTH, false",
        "allkeys, x, BOTH, true",
        "resetkeys, x, NONE, false"
    })
    void allowsKeysByDirection(String rules, String key, Access access, boolean allowed) throws RuleException {
        Denial denial = Tables.rights(rules).denial(List.of(Guarded.key(key, access)));
        assertThat(denial == null).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "~*, true",
        "allkeys, true",
        "~topics:*, true",
        "~topics:**, true",
        "~to*, true",
        "%R~topics:*, true",
        "%W~topics:*, false",
        "~topics:?*, false",
        "~topics:^*, false",
        "~topics:^.*, false",
        "~topics:a*, false",
        "~topics:, false",
        "~topics:[^a]*, false",
        "~groups:*, false"
    })
    void aRegularExpressionNeedsEveryTopic(String rules, boolean allowed) throws RuleException {
        Denial denial = Tables.rights(rules).denial(List.of(Guarded.everyTopic("^.*", Access.READ)));
        assertThat(denial == null).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"&a*, ab, a*, true", "&a*, ab, ab, false", "&a* &ab, ab, ab, true", "&*, x, y*, true"})
    void allowsChannelsByGlobAndPatternsToTheLetter(String rules, String channel, String pattern, boolean allowed)
            throws RuleException {
        Rights rights = Tables.rights(rules);
        assertThat(rights.denial(List.of(Guarded.channel(channel)))).isNull();
        assertThat(rights.denial(List.of(Guarded.channelPattern(pattern))) == null)
                .isEqualTo(allowed);
    }

    @Test
    void oneSelectorHasToAllowAllOfACommand() throws RuleException {
        Rights rights = Tables.rights("+get ~a (+set ~b)");
        List<Guarded> a = List.of(Guarded.key("a", Access.READ));
        List<Guarded> b = List.of(Guarded.key("b", Access.READ));
        assertThat(rights.denial(Tables.number("get"), "get", a)).isNull();
        assertThat(rights.denial(Tables.number("set"), "set", b)).isNull();
        assertThat(rights.denial(Tables.number("get"), "get", b)).isEqualTo(new Denial(Denial.Reason.KEY, "b"));
        assertThat(rights.denial(Tables.number("rpushx"), "rpushx", List.of()))
                .isEqualTo(new Denial(Denial.Reason.COMMAND, "rpushx"));
    }

    @Test
    void onlyWhoMayDoEverythingIsUnlimited() throws RuleException {
        assertThat(Tables.rights("~* &* +@all").isUnlimited()).isTrue();
        assertThat(Tables.rights("~* &* +@read +@write +@slow").isUnlimited())
                .as("all, one by one")
                .isTrue();
        for (String less : List.of("~* +@all", "&* +@all", "~* &* +@all -get", "%R~* &* +@all")) {
            assertThat(Tables.rights(less).isUnlimited()).as(less).isFalse();
        }
    }

    @Test
    void comparesPasswordsByTheirHashes() {
        byte[] right = "foobar".getBytes(StandardCharsets.UTF_8);
        assertThat(Passwords.isOneOf(List.of("0".repeat(64), HASH), right)).isTrue();
        assertThat(Passwords.isOneOf(List.of("0".repeat(64)), right)).isFalse();
        assertThat(Passwords.isOneOf(List.of(), right)).isFalse();
    }
}
