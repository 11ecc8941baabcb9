package io.rafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jackson has limits of its own, and a client can send in BLPOP what goes beyond them. */
class JsonLimitsTest {
    private static final int TOO_DEEP = 1_500;
    private static final int TOO_MANY_DIGITS = 1_500;
    private static final int TOO_LONG_A_NAME = 60_000;
    private static final int TOO_LONG_A_TEXT = 25_000_000;

    static List<String> excesses() {
        return List.of(
                "{\"a\": " + "[".repeat(TOO_DEEP) + "]".repeat(TOO_DEEP) + "}",
                "{\"session.timeout.ms\": " + "1".repeat(TOO_MANY_DIGITS) + "}",
                "{\"" + "a".repeat(TOO_LONG_A_NAME) + "\": 1}",
                "{\"a\": \"" + "b".repeat(TOO_LONG_A_TEXT) + "\"}");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("excesses")
    void whatIsTooMuchForTheParserIsAnErrorLikeOthers(String json) {
        assertThatThrownBy(() -> ConfigFile.parseProperties(json))
                .isInstanceOf(ConfigException.class)
                .message()
                .endsWith("too deep or too long for a configuration");
    }

    @Test
    void anErrorIsOneLine() {
        ConfigException error = new ConfigException(List.of("a\nb", "c\r\nd\u2028e"));

        assertThat(error.errors()).containsExactly("a\\nb", "c\\nd\\ne");
        assertThat(error).hasMessage("a\\nb; c\\nd\\ne");
    }

    @Test
    void aByteOrderMarkAsWindowsWritesItIsNoError() throws ConfigException {
        assertThat(ConfigFile.of("test.json", "\ufeff{\"general\": {\"a\": 1}}").general())
                .hasSize(1);
    }
}
