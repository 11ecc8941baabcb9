package io.rafka.config.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownPropertiesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"auto.offset.reset\":\"earliest\",\"session.timeout.ms\":6000}",
                "{\"topic.acks\" : 1, 'linger.ms': 5",
                "{\"a\"",
                "foo",
                "[]",
                ""
            })
    void whatNamesNoSecretIsShown(String json) {
        assertThat(ShownProperties.ofJson(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sasl.password\":\"hunter2\"}",
                "\"sasl.password\" \"hunter2\"}",
                "{\"passwd\":\"hunter2\"}",
                "{pass: hunter2}",
                "{\"p\\u0061ss\":\"hunter2\"}",
                "{\"client.id\":\"x\",\"PIN\" :\"hunter2\"}"
            })
    void whatMayBeASecretIsNot(String json) {
        assertThat(ShownProperties.ofJson(json)).isEqualTo("(redacted)");
        assertThat(ShownProperties.ofKey("topics:a,b:" + json)).isEqualTo("topics:a,b:(redacted)");
    }

    /** It is asked on event loops, about whatever a client sends. */
    @Test
    void millionsOfLettersTakeNoLongTime() {
        String letters = "a".repeat(4_000_000);

        assertThat(ShownProperties.ofJson(letters)).isEqualTo(letters);
    }
}
