package io.rafka.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSelectionTest {
    @Test
    void namesAreSubscribedToAsNames() {
        TopicSelection selection = TopicSelection.of(List.of("b", "a.c", "b"));

        assertThat(selection.pattern()).isEmpty();
        assertThat(selection.names()).containsExactly("b", "a.c");
        assertThat(selection).hasToString("b,a.c");
        assertThat(selection.includes("a.c")).isTrue();
        assertThat(selection.includes("abc")).isFalse();
        assertThat(selection.includes("a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "^a, a, true",
        "^a, abc, true",
        "^a, ba, false",
        "^a$, ab, false",
        "^a.c, xabc, false",
        "^a.c, a-cd, true",
        "^(?:x|y)z, yz, true",
        "^a|b, xb, true",
        "^a|^b, bx, true",
        "^.*end$, the-end, true",
        "^, anything, true"
    })
    void aPatternMatchesAnywhereBehindItsStart(String pattern, String topic, boolean included) {
        TopicSelection selection = TopicSelection.of(List.of(pattern));

        assertThat(selection.includes(topic)).isEqualTo(included);
        assertThat(selection
                        .pattern()
                        .map(Pattern::asMatchPredicate)
                        .orElseThrow()
                        .test(topic))
                .isEqualTo(included);
    }

    @Test
    void namesAndPatternsTogetherBecomeOnePattern() {
        TopicSelection selection = TopicSelection.of(List.of("a.c", "^x|y", "^z$"));

        assertThat(selection.names()).containsExactly("a.c");
        assertThat(List.of("a.c", "x1", "y", "z")).allMatch(selection::includes);
        assertThat(List.of("abc", "a.cd", "zz", "1x")).noneMatch(selection::includes);
        assertThat(selection).hasToString("a.c,^x|y,^z$");
    }

    @Test
    void isTheSameInAnyOrder() {
        TopicSelection selection = TopicSelection.of(List.of("a", "^b"));

        assertThat(selection.isOf(List.of("^b", "a"))).isTrue();
        assertThat(selection.isOf(List.of("a"))).isFalse();
        assertThat(selection.isOf(List.of("a", "b"))).isFalse();
        assertThat(selection.isOf(List.of("a", "^b", "c"))).isFalse();
    }

    @Test
    void isTheSameIfATopicIsNamedTwice() {
        assertThat(TopicSelection.of(List.of("a", "a")).isOf(List.of("a"))).isTrue();
    }

    @Test
    void namesThePatternThatIsWrong() {
        assertThatThrownBy(() -> TopicSelection.of(List.of("^fine", "^wrong(")))
                .isInstanceOfSatisfying(
                        PatternSyntaxException.class,
                        failure -> assertThat(failure.getPattern()).isEqualTo("^wrong("));
    }

    @ParameterizedTest
    @CsvSource({"a, true", "^, true", "^(, true", "a b, false", "'', false", ".., false", "a^, false"})
    void tellsNamesAndPatternsFromTheRest(String topic, boolean legal) {
        assertThat(TopicSelection.isNameOrPattern(topic)).isEqualTo(legal);
    }
}
