package io.rafka.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerNameTest {
    @ParameterizedTest
    @CsvSource({"g:c, g", "g:, g", "my.group:host:42, my.group", "g::c, g", "g|x:c, g|x", "a b:c, a b"})
    void theGroupIsThePartBeforeTheFirstColon(String name, String group) {
        assertThat(ConsumerName.parse(name)).hasValueSatisfying(parsed -> {
            assertThat(parsed.groupId()).isEqualTo(group);
            assertThat(parsed.id()).isEqualTo(name);
            assertThat(parsed).hasToString(name);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "label", ":", ":c", "::"})
    void whatHasNoGroupIsOnlyALabel(String name) {
        assertThat(ConsumerName.parse(name)).isEmpty();
    }
}
