package io.rafka.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As Redis' stringmatchlen (util.c) decides. */
class GlobPatternTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "abc, abc",
                "*, abc",
                "a*, abc",
                "*c, abc",
                "a*c, abc",
                "a*b*c, aXbYbZc",
                "***, a",
                "abc*, abc",
                "abc**, abc",
                "topics:*, topics:",
                "a?c, abc",
                "???, abc",
                "*?, a",
                "?*?, ab",
                "[abc], b",
                "[a-c], b",
                "[c-a], b",
                "[a-ce-g]x, fx",
                "[^a-c], d",
                "[^]x, ax",
                "[a^]x, ^x",
                "[*?], *",
                "h[ae]llo, hallo",
                "a\\*c, a*c",
                "\\a, a",
                "\\\\, \\",
                "a\\, a\\",
                "[\\]], ]",
                "[\\]a]x, ]x",
                "[\\^a], ^",
                "[\\-a], -",
                "[a\\-c], -",
                "*[ab]*, xxbxx",
                "a[b, ab",
                "a[b-d, ac",
                "a[^b, ac",
                "a[^, ac",
                "[a-, -",
                "[a\\, \\",
                "[a-], _",
                "[x-z-], y",
                "[A-]], Z",
                "*aab, aaaaab",
                "*a?b*, xaab"
            })
    void matches(String pattern, String key) {
        assertThat(new GlobPattern(pattern).matches(key)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "abc, ab",
                "abc, abcd",
                "ab, abc",
                "`` , a",
                "ABC, abc",
                "a*c, abd",
                "*c, abcd",
                "?, ab",
                "??, a",
                "*?, ``",
                "[abc], d",
                "[abc], ab",
                "[a-c], d",
                "[a-c], -",
                "[^a-c], b",
                "[], a",
                "[]a], a",
                "[]a], ]",
                "[, a",
                "[, [",
                "a\\*c, abc",
                "a\\?, ab",
                "\\[a], a",
                "a\\, a",
                "[\\]], a",
                "a[b, ac",
                "a[b, ab]",
                "a[^b, ab",
                "[a-], -",
                "[A-]], A]",
                "[a\\-c], b",
                "*aab, aaaaa",
                "a*b*c, acb"
            })
    void doesNotMatch(String pattern, String key) {
        assertThat(new GlobPattern(pattern).matches(key)).isFalse();
    }

    /** Tried one by one, the ways to match this would outlast the universe. */
    @Test
    void aPatternOfManyStarsComesToAnEnd() {
        GlobPattern pattern = new GlobPattern("a*".repeat(50) + "b");

        assertThat(pattern.matches("a".repeat(10_000))).isFalse();
        assertThat(pattern.matches("a".repeat(10_000) + "b")).isTrue();
    }
}
