package io.rafka.command.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.command.CommandException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerKeyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "topics:t | t | ``",
                "topics:a,b,a | a,b,a | ``",
                "topics:t: | t | ``",
                "topics:t:{} | t | {}",
                "topics:a,b:{\"x\": \"y:z\"} | a,b | {\"x\": \"y:z\"}",
                "topics:t:no json at all | t | no json at all",
                "topics:^a.* | ^a.* | ``",
                "topics:^a,b | ^a,b | ``",
                "`topics:^(?:a|b)$:{\"x\":1}` | `^(?:a|b)$` | {\"x\":1}",
                "topics:^ | ^ | ``"
            })
    void readsTopicsAndProperties(String key, String topics, String json) throws CommandException {
        assertThat(ConsumerKey.parse(key)).isEqualTo(new ConsumerKey(List.of(topics.split(",")), json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topics",
                "topics:",
                "topics::{}",
                "topics:,",
                "topics:a,",
                "topics:,a",
                "topics:a,,b",
                "topic:t",
                "Topics:t",
                "t",
                "topics:a b",
                "topics:a/b",
                "topics:.",
                "topics:..",
                "topics:\u00e4",
                "queue:t"
            })
    void refusesAnyOtherKeyAndRepeatsIt(String key) {
        assertThatThrownBy(() -> ConsumerKey.parse(key))
                .isInstanceOf(CommandException.class)
                .hasMessage("CONS Cannot parse topics from `" + key + "`");
    }

    @Test
    void refusesATopicThatIsTooLong() throws CommandException {
        assertThat(ConsumerKey.parse("topics:" + "t".repeat(249)).topics()).containsExactly("t".repeat(249));
        assertThatThrownBy(() -> ConsumerKey.parse("topics:" + "t".repeat(513))).isInstanceOf(CommandException.class);
    }
}
