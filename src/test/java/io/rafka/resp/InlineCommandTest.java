package io.rafka.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InlineCommandTest {
    static Stream<Arguments> lines() {
        return Stream.of(
                line(""),
                line(" \t "),
                line("PING", "PING"),
                line("  a  b\tc ", "a", "b", "c"),
                line("\"\"", ""),
                line("''", ""),
                line("a \"\" ''", "a", "", ""),
                line("\"a b\" c", "a b", "c"),
                line("'a b' c", "a b", "c"),
                line("a\"b c\"", "ab c"),
                line("a'b c'", "ab c"),
                line("\"\\n\\r\\t\\b\\a\"", "\n\r\t\b\u0007"),
                line("\"\\\"\\\\\\q\"", "\"\\q"),
                line("\"\\x41\\xfF\\x00\"", "A\u00ff\0"),
                line("\"\\x4\"", "x4"),
                line("\"\\xg1\"", "xg1"),
                line("\"\\x4g\"", "x4g"),
                line("'\\n\\x41\\\\x'", "\\n\\x41\\\\x"),
                line("'it\\'s'", "it's"),
                line("'\"'", "\""),
                line("\"'\"", "'"),
                line("back\\slash", "back\\slash"),
                line("\u00e4\u00ff \u0080", "\u00e4\u00ff", "\u0080"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void splitsALineAsRedisDoes(String line, List<String> words) throws ProtocolException {
        assertThat(Arrays.stream(InlineCommand.split(Decoding.bytes(line)))
                        .map(Decoding::text)
                        .toList())
                .isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "'",
                "a \"b",
                "a 'b",
                "\"a\"b",
                "'a'b",
                "\"a\"\"b\"",
                "'a''b'",
                "\"\\\"",
                "\"\\",
                "'\\'",
                "\"\\x4",
                "x\"y\"z",
                "\"a\"'b'"
            })
    void refusesQuotesThatDoNotPair(String line) {
        assertThatThrownBy(() -> InlineCommand.split(Decoding.bytes(line)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("unbalanced quotes in request");
    }

    private static Arguments line(String line, String... words) {
        return Arguments.of(line, Arrays.asList(words));
    }
}
